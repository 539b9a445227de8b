/** After seeded(), a training depends on one seed alone, on every engine, also if it is stopped and resumed. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rank } from '@tensorflow/tfjs-core';
import { defaultGenerator, Generator, manualSeed, monteCarlo } from 'native-dropout';
import { dropout, type SeededRun, type SeededState, seeded } from 'native-dropout/tfjs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../conformance/engines.js';
import { run } from '../support/child.js';
import { onBackends, taken, tf, use } from './backends.js';
import { training } from './training.js';

const { random } = Math;
let started: SeededRun[] = [];

beforeAll(() => use('cpu'));

function start(seed: number | bigint): SeededRun {
  const run = seeded(seed);
  started.push(run);
  return run;
}

afterEach(() => {
  for (const run of started.toReversed()) run.stop();
  started = [];
  expect(Math.random).toBe(random);
});

const numbers = (n: number): number[] => Array.from({ length: n }, () => Math.random());
const json = (state: SeededState): SeededState => JSON.parse(JSON.stringify(state));
const copy = (run: SeededRun): SeededState => json(run.state);

describe('Math.random', () => {
  test('gives the numbers of a child of the seed in order', () => {
    start(42);
    const expected = new Generator(42).split('Math.random');
    const blocks = [1, 2, 3].flatMap(() => [...expected.uniform(new Float64Array(256))]);
    expect(numbers(768)).toEqual(blocks);
    expect(Math.min(...blocks)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...blocks)).toBeLessThan(1);
  });

  test('needs no this, and takes no draw of the default generator', () => {
    start(42);
    const { random } = Math;
    const first = random();
    start(42);
    expect(Math.random()).toBe(first);
    expect(defaultGenerator.state).toEqual({ seed: '42', draw: 0 });
  });

  test('is restored by stop(), which may be called twice', () => {
    const run = start(42);
    expect(Math.random).not.toBe(random);
    run.stop();
    expect(Math.random).toBe(random);
    run.stop();
    expect(Math.random).toBe(random);
  });

  test('is not touched by stop() if another function has replaced it', () => {
    const run = start(42);
    const ours = Math.random;
    const other = (): number => 0.5;
    Math.random = other;
    run.stop();
    expect(Math.random).toBe(other);
    Math.random = ours;
  });

  test('after a nested run is that of the outer run', () => {
    start(1);
    const [first] = numbers(1);
    const inner = start(2);
    expect(numbers(1)).not.toEqual([first]);
    inner.stop();
    const rest = numbers(9);
    start(1);
    expect(numbers(10)).toEqual([first, ...rest]);
  });

  test.each([
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ])('is what it was when three runs have been stopped in the order %d, %d, %d', (...order) => {
    const runs = [1, 2, 3].map((seed) => [start(seed), Math.random] as const);
    const left = new Set([0, 1, 2]);
    for (const i of order) {
      runs[i][0].stop();
      left.delete(i);
      expect(Math.random).toBe(left.size === 0 ? random : runs[Math.max(...left)][1]);
    }
    start(4).stop();
    expect(Math.random).toBe(random);
  });

  test('and the default generator do not change if Math is frozen', () => {
    manualSeed(3);
    Object.defineProperty(Math, 'random', { value: random, writable: false, configurable: true });
    try {
      expect(() => seeded(42)).toThrow(TypeError);
    } finally {
      Object.defineProperty(Math, 'random', { value: random, writable: true, configurable: true });
    }
    expect(defaultGenerator.state).toEqual({ seed: '3', draw: 0 });
  });

  test.each([0, 1, 100, 256, 257])('passes do not move it: %d numbers before them', (before) => {
    start(42);
    const expected = numbers(before + 600).slice(before);
    const run = start(42);
    numbers(before);
    const state = copy(run);
    const once = (): Float64Array => Float64Array.from(numbers(300));
    expect(monteCarlo(2, once)).toEqual(monteCarlo(2, once));
    monteCarlo(2, () => monteCarlo(2, once).mean);
    expect(copy(run)).toEqual(state);
    expect(numbers(600)).toEqual(expected);
  });
});

describe('the state', () => {
  test.each([0, 1, 255, 256, 257, 512])('after %d numbers and three masks continues there', (n) => {
    const run = start(42);
    const masks = (): number[] => [...taken(dropout(tf.ones([9]), 0.5))];
    numbers(n);
    for (let i = 0; i < 3; ++i) masks();
    const state = copy(run);
    const expected = [...numbers(300), ...masks()];
    run.state = state;
    expect([...numbers(300), ...masks()]).toEqual(expected);
    const other = start(7);
    numbers(10);
    other.state = state;
    expect(copy(other)).toEqual(state);
    expect([...numbers(300), ...masks()]).toEqual(expected);
  });

  test('is two generators and a number', () => {
    const run = start(42);
    const { seed } = new Generator(42).split('Math.random');
    const fresh = { dropout: { seed: '42', draw: 0 }, numbers: { seed: seed.toString(), draw: 0 }, given: 256 };
    expect(run.state).toEqual(fresh);
    Math.random();
    expect(run.state).toEqual({ ...fresh, numbers: { seed: seed.toString(), draw: 1 }, given: 1 });
  });

  type Change = readonly [change: (state: SeededState) => unknown, error: RegExp];

  test.each<Change>([
    [() => undefined, /^state: expected an object with dropout, numbers, given, got undefined$/],
    [() => null, /^state: expected an object/],
    [(state) => JSON.stringify(state), /^state: expected an object/],
    [(state) => ({ ...state, seed: 1 }), /^state: expected no fields but .*, got seed$/],
    [({ dropout: _, ...rest }) => rest, /^state.dropout: expected an object with seed, draw, got undefined$/],
    [(state) => ({ ...state, dropout: null }), /^state.dropout: expected .*, got null$/],
    [(state) => ({ ...state, dropout: 5 }), /^state.dropout: expected .*, got 5$/],
    [({ numbers: _, ...rest }) => rest, /^state.numbers: expected .*, got undefined$/],
    [(state) => ({ ...state, dropout: { seed: '1', draw: -1 } }), /^state.dropout.draw: expected .*, got -1$/],
    [(state) => ({ ...state, numbers: { seed: 1, draw: 1 } }), /^state.numbers.seed: expected .*, got 1 \(/],
    [({ given: _, ...rest }) => rest, /^state.given: expected .*, got undefined$/],
    [(state) => ({ ...state, given: -1 }), /^state.given: expected .*, got -1$/],
    [(state) => ({ ...state, given: 257 }), /^state.given: expected .*, got 257$/],
    [(state) => ({ ...state, given: 0.5 }), /^state.given: expected .*, got 0.5$/],
    [(state) => ({ ...state, given: '1' }), /^state.given: expected .*, got "1"$/],
    [
      (state) => ({ ...state, numbers: { ...state.numbers, draw: 0 }, given: 5 }),
      /^state.given: expected an integer in \[256, 256\], got 5$/,
    ],
  ])('%s is refused, and changes nothing', (change, error) => {
    const run = start(42);
    numbers(10);
    taken(dropout(tf.ones([9]), 0.5));
    const before = copy(run);
    expect(() => {
      run.state = change(copy(run)) as never;
    }).toThrow(error);
    expect(copy(run)).toEqual(before);
    const next = numbers(10);
    run.state = before;
    expect(numbers(10)).toEqual(next);
  });
});

test.each([[-1], [0.5], ['42'], [undefined], [null], [2n ** 64n], [{}]])(
  'seed %s is refused, and changes nothing',
  (seed) => {
    manualSeed(3);
    expect(() => seeded(seed as never)).toThrow(/^seed: expected a bigint/);
    expect(Math.random).toBe(random);
    expect(defaultGenerator.state).toEqual({ seed: '3', draw: 0 });
  },
);

onBackends((backend) => {
  test('TensorFlow.js follows the seed', async () => {
    const made = async (): Promise<number[]> => {
      start(42);
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      const [x, y] = [tf.randomNormal([9, 2]), tf.randomUniform([9, 3])];
      await model.fit(x, y, { epochs: 2, batchSize: 2, verbose: 0 });
      const values = [x, y, tf.truncatedNormal([5]), ...model.getWeights()];
      // The kernel of tfjs-node draws other numbers.
      if (backend !== 'tensorflow') values.push(tf.multinomial(tf.zeros<Rank.R1>([5]), 9));
      return values.flatMap((tensor) => [...tensor.dataSync()]);
    };
    const first = await made();
    expect(await made()).toEqual(first);
  });
});

describe('a training', () => {
  const directory = mkdtempSync(join(tmpdir(), 'native-dropout-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  const file = `${JSON.stringify(`${directory}/`)} + backend`;
  const whole = `
    const run = seeded(42);
    const model = make();
    await fit(model, 2);
    await model.save(tf.io.withSaveHandler(async (artifacts) => {
      const weights = Buffer.from(artifacts.weightData).toString('base64');
      writeFileSync(${file}, JSON.stringify({ ...artifacts, weightData: undefined, weights, state: run.state }));
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }), { includeOptimizer: true });
    await fit(model, 2);
    run.stop();
    results.push({ engine: engine().name, hash: hash(model), stopped: Math.random === random });`;
  const resumed = `
    const { weights, state, ...artifacts } = JSON.parse(readFileSync(${file}, 'utf8'));
    const weightData = Uint8Array.from(Buffer.from(weights, 'base64')).buffer;
    const run = seeded(7);
    const model = await tf.loadLayersModel(tf.io.fromMemory({ ...artifacts, weightData }));
    run.state = state;
    await fit(model, 2);
    run.stop();
    results.push({ engine: engine().name, hash: hash(model), stopped: Math.random === random });`;

  function outcomes(engine: string, body: string): { engine: string; hash: string; stopped: boolean }[] {
    const { stdout, stderr } = run(training(body), { env: { NATIVE_DROPOUT_ENGINE: engine } });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  let hashes: string[] | undefined;

  test.each(engines)('has the same weights on engine %s', (engine) => {
    const results = outcomes(engine, whole);
    hashes ??= results.map(({ hash }) => hash);
    expect(results).toEqual(hashes.map((hash) => ({ engine, hash, stopped: true })));
    expect(hashes.length).toBe(2);
  });

  test('goes on in another process from its state and its model', () => {
    const [engine] = engines;
    expect(outcomes(engine, resumed)).toEqual(hashes?.map((hash) => ({ engine, hash, stopped: true })));
  });
});
