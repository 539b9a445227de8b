/** examples/train: a run depends on its seed alone, on every engine, and its figures are calculated correctly. */

import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { calibrationOf } from '../../examples/train/calibration.js';
import { byDoubt, caught, hesitations, spreads } from '../../examples/train/doubt.js';
import { type Options, paperSettingsOf, settingsOf } from '../../examples/train/options.js';
import { scoreOf } from '../../examples/train/scores.js';
import { isClear, pairedOf, spreadOf } from '../../examples/train/statistics.js';
import { watchedOf } from '../../examples/train/watched.js';
import { parse } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { runProgram } from '../support/child.js';
import { native } from '../support/runners.js';

const program = fileURLToPath(new URL('./train-runs.ts', import.meta.url));

function numbersOf(engine: string, seed: number): unknown {
  const { stdout, stderr } = runProgram(['--import', 'tsx', program, String(seed)], {
    env: { NATIVE_DROPOUT_ENGINE: engine },
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('every number of a run', () => {
  const [first, ...others] = ['js', 'wasm', ...(native === undefined ? [] : ['native'])];
  const expected = numbersOf(first, 7);

  test.each(others)('is the same on %s', (engine) => {
    expect(numbersOf(engine, 7)).toEqual(expected);
  });

  test('differs for a different seed', () => {
    expect(numbersOf(first, 8)).not.toEqual(expected);
  });

  test('is written', () => {
    const points = Array.from({ length: 2 }, (_, k) => ({ epoch: k + 1, test: { loss: expect.any(Number) } }));
    expect(expected).toMatchObject([
      { rate: 0, points },
      { rate: 0.5, points, predictive: { std: expect.arrayContaining([expect.any(Number)]) } },
    ]);
  });
});

/** Ten probabilities: `probability` for the class `predicted`, the rest spread evenly over the others. */
function row(predicted: number, probability: number): number[] {
  return Array.from({ length: 10 }, (_, k) => (k === predicted ? probability : (1 - probability) / 9));
}

/** Two bins, calculated by hand: 0.4 and 0.3, of which one is right; 0.9, 0.8 and 0.7, of which the first two are. */
const probabilities = Float64Array.from([row(1, 0.4), row(2, 0.3), row(3, 0.9), row(4, 0.8), row(5, 0.7)].flat());
const labels = Uint8Array.of(1, 0, 3, 4, 0);

describe('the calibration error', () => {
  test('in two bins', () => {
    const { bins, error } = calibrationOf(probabilities, labels, 2);
    expect(bins.map(({ count, accuracy }) => [count, accuracy])).toEqual([
      [2, 1 / 2],
      [3, 2 / 3],
    ]);
    expect(bins[0].confidence).toBeCloseTo(0.35, 12);
    expect(bins[1].confidence).toBeCloseTo(0.8, 12);
    expect(error).toBeCloseTo((2 / 5) * 0.15 + (3 / 5) * (0.8 - 2 / 3), 12);
  });

  test('in fifteen bins, with one image in each', () => {
    const gaps = [0.6, 0.3, 0.1, 0.2, 0.7];
    expect(calibrationOf(probabilities, labels).error).toBeCloseTo(gaps.reduce((sum, gap) => sum + gap) / 5, 12);
  });

  test('a bin contains its upper end', () => {
    const { bins } = calibrationOf(Float64Array.from([row(0, 0.5), row(0, 1)].flat()), Uint8Array.of(0, 0), 2);
    expect(bins.map(({ count }) => count)).toEqual([1, 1]);
  });
});

test('accuracy and loss', () => {
  const { accuracy, loss } = scoreOf(probabilities, labels);
  expect(accuracy).toBe(3 / 5);
  const right = [0.4, 0.7 / 9, 0.9, 0.8, 0.3 / 9];
  expect(loss).toBeCloseTo(-right.reduce((sum, value) => sum + Math.log(value), 0) / 5, 12);
});

test('doubt is 1 - confidence without passes, and the deviation of predictions with passes', () => {
  expect(Array.from(byDoubt(hesitations(probabilities)))).toEqual([1, 0, 4, 3, 2]);
  const std = new Float64Array(50);
  std[13 - 10 + 1] = 1; // a class that is not predicted does not count
  for (const [image, predicted] of [1, 2, 3, 4, 5].entries()) std[10 * image + predicted] = image;
  expect(Array.from(spreads({ mean: probabilities, std }))).toEqual([0, 1, 2, 3, 4]);
  expect(caught(hesitations(probabilities), probabilities, labels, 0.4)).toBe(1 / 2);
  expect(caught(hesitations(probabilities), probabilities, labels, 0.6)).toBe(1);
});

test('deviations over seeds, and differences of pairs', () => {
  expect(spreadOf([1, 3, 5])).toEqual({ mean: 3, std: 2 });
  expect(pairedOf([1, 2, 3], [2, 2, 1])).toMatchObject({ mean: -1 / 3, up: 1, down: 1, pairs: 3 });
});

test('a difference is clear if a t-test of pairs says so', () => {
  const three = (mean: number) => pairedOf([0, 0, 0], [mean - 1, mean, mean + 1]); // its standard deviation is 1
  expect(isClear(three(4.3 / Math.sqrt(3)))).toBe(false);
  expect(isClear(three(-4.31 / Math.sqrt(3)))).toBe(true);
  expect(isClear(pairedOf([0, 0], [5, 6]))).toBe(false);
  expect(isClear(pairedOf([0], [9]))).toBe(false);
});

test('a network is always scored after the last epoch', () => {
  expect(watchedOf(1)).toEqual([1]);
  expect(watchedOf(10)).toEqual([1, 2, 3, 5, 8, 10]);
});

describe('options', () => {
  function readSettings(args: string[]) {
    const values = parse(commandOf('train'), args);
    return values && settingsOf(values);
  }

  test('are all read', () => {
    const text = '--images 200 --epochs 7 --rate 0.25 --seeds 2 --passes 4 --backend cpu --out a.html';
    const settings = { images: 200, epochs: 7, rate: 0.25, seeds: 2, passes: 4, backend: 'cpu' };
    expect(readSettings(text.split(' '))).toEqual({ ...settings, out: 'a.html' });
    expect(readSettings(['--quick', '--seeds', '4'])).toMatchObject({ seeds: 4, out: 'report.html' });
    expect(readSettings(['--help'])).toBeUndefined();
  });

  test('have defaults for each kind of training', () => {
    const readPaper = (...args: string[]) =>
      paperSettingsOf(parse(commandOf('train'), ['--paper', ...args]) as Options);
    expect(readSettings([])).toMatchObject({ images: 1000, epochs: 60, out: 'report.html' });
    expect(readPaper()).toMatchObject({ images: 60_000, choose: false, out: 'build/paper.json' });
    expect(readPaper('--choose')).toMatchObject({ images: 25_000, choose: true, out: 'build/paper-choice.json' });
    expect(readPaper('--images', '20', '--epochs', '3', '--out', 'a.json')).toMatchObject({
      images: 20,
      epochs: 3,
      out: 'a.json',
    });
  });

  test.each([
    [['--choose'], '--choose: only together with --paper'],
    ...['--quick', '--rate=0.3', '--seeds=2', '--passes=3', '--backend=cpu'].map((arg): [string[], string] => [
      ['--paper', arg],
      `${arg.split('=')[0]}: not together with --paper`,
    ]),
  ])('that do not go together are refused: %s', (args, message) => {
    expect(() => readSettings(args)).toThrow(message);
  });

  test.each([
    ['--images', '9', /^--images: expected an integer from 10 to 50,000, got "9"$/],
    ['--epochs', '1.5', /^--epochs: expected an integer/],
    ['--seeds', '0', /^--seeds: /],
    ['--passes', 'many', /^--passes: /],
    ['--rate', '1', /^--rate: expected a number above 0 and below 1, got "1"$/],
    ['--rate', '', /^--rate: /],
    ['--backend', 'webgl', /^--backend: expected one of wasm, cpu, got "webgl"$/],
    ['--engine', 'fast', /^--engine: expected one of native, wasm, js/],
    ['--out', '', /^--out: /],
    ['--speed', '1', /speed/],
  ])('%s %j', (option, value, message) => {
    expect(() => readSettings([option, value])).toThrow(message);
  });
});
