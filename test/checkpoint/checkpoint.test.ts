/** A checkpoint of arrays, generators and layers is restored bit for bit and in place, or not at all. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Dropout,
  defaultGenerator,
  encodeCheckpoint,
  Generator,
  loadCheckpoint,
  manualSeed,
  saveCheckpoint,
} from 'native-dropout';
import { afterAll, describe, expect, test } from 'vitest';
import { xxh32 } from '../../src/checkpoint/xxh32.js';
import { root } from '../support/child.js';

const directory = mkdtempSync(join(tmpdir(), 'native-dropout-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = join(directory, 'run');

class Network {
  weights = new Float32Array(10);
  readonly drop = new Dropout(0.5, { generator: new Generator(3) });
}

const fresh = () => ({
  step: 0,
  best: Infinity,
  zero: 0,
  note: 'none',
  losses: [] as number[],
  kept: null as null | { weights: Float32Array },
  missing: undefined as number | undefined,
  shared: new Uint8Array(new SharedArrayBuffer(3)),
  words: new BigUint64Array(2),
  network: new Network(),
  generators: [new Generator(1), new Generator(2)],
});

function trained(): ReturnType<typeof fresh> {
  const run = fresh();
  manualSeed(8).mask(0.5);
  Object.assign(run, { step: 7, best: Number.NaN, zero: -0, note: 'ü "\n', losses: [1, -Infinity] });
  run.kept = { weights: Float32Array.of(1, 2) };
  run.shared.fill(9);
  run.words[1] = 2n ** 60n;
  run.network.weights.fill(Math.PI);
  run.network.drop.forward(run.network.weights);
  run.network.drop.p = 0.25;
  run.generators[1].mask(0.1);
  return run;
}

test('the checksum is XXH32', () => {
  const of = (text: string): string => xxh32([new TextEncoder().encode(text)]);
  expect(of('')).toBe('02cc5d05');
  expect(of('a')).toBe('550d7456');
  expect(of('abc')).toBe('32d153ff');
  expect(of('Nobody inspects the spammish repetition')).toBe('e2293b2f');
  const bytes = new TextEncoder().encode(' Nobody inspects the spammish repetition');
  expect(xxh32([bytes.subarray(1)])).toBe('e2293b2f'); // at an odd address
});

test('the checksum of parts is that of the whole', () => {
  const whole = Uint8Array.from({ length: 100 }, (_, i) => (7 * i) % 256);
  const { floor, random } = Math;
  for (let repeat = 0; repeat < 500; ++repeat) {
    const cuts = Array.from({ length: 6 }, () => floor(random() * 101)).sort((a, b) => a - b);
    const parts = [0, ...cuts].map((from, i) => whole.subarray(from, cuts[i] ?? whole.length));
    expect(xxh32(parts), String(cuts)).toBe(xxh32([whole]));
  }
});

describe('a checkpoint', () => {
  test.each(['a file', 'bytes'])('as %s is restored in place', (as) => {
    const run = trained();
    if (as === 'a file') saveCheckpoint(file, run);
    const from = as === 'a file' ? file : encodeCheckpoint(run);
    manualSeed(1);
    const other = fresh();
    const { network, shared } = other;
    expect(loadCheckpoint(from, other)).toBe(true);
    expect(encodeCheckpoint(other)).toEqual(encodeCheckpoint(run));
    expect(other.losses).toEqual(run.losses);
    expect(Object.is(other.zero, -0)).toBe(true);
    expect(other.network).toBe(network);
    expect(other.shared).toBe(shared);
    expect(defaultGenerator.state).toEqual({ seed: '8', draw: 1 });
    const next = ({ network: { drop, weights } }: typeof run) => drop.forward(weights);
    expect(next(other)).toEqual(next(run));
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  test('is missing', () => {
    expect(loadCheckpoint(join(directory, 'none'), fresh())).toBe(false);
  });

  test('stays whole if the next one cannot be written', () => {
    saveCheckpoint(file, { step: 3 });
    mkdirSync(`${file}.new`);
    expect(() => saveCheckpoint(file, { step: 4 })).toThrow('EISDIR');
    const run = { step: 0 };
    loadCheckpoint(file, run);
    expect(run.step).toBe(3);
    rmSync(`${file}.new`, { recursive: true });
  });

  test('is refused by name, and changes nothing, if any byte is changed or missing', () => {
    const bytes = encodeCheckpoint(trained());
    const run = fresh();
    const before = manualSeed(1).state;
    const refused = (changed: Uint8Array, fault: unknown): void => {
      expect(() => loadCheckpoint(changed, run)).toThrow(
        expect.objectContaining({
          name: 'CheckpointError',
          fault,
          message: expect.stringMatching(/^checkpoint: expected/),
        }),
      );
    };
    const version = bytes.indexOf('1'.charCodeAt(0));
    for (let i = 0; i < bytes.length; ++i) {
      const changed = bytes.slice();
      changed[i] ^= 1 << (i % 7);
      refused(changed, i === version ? expect.stringMatching(/version|incomplete/) : 'incomplete');
      refused(bytes.subarray(0, i), 'incomplete');
    }
    expect(run).toEqual(fresh());
    expect(defaultGenerator.state).toEqual(before);
  });

  test('of another version says so', () => {
    const text = Buffer.from(encodeCheckpoint({})).toString('latin1').replace('"nativeDropout":1', '"nativeDropout":2');
    writeFileSync(file, text, 'latin1');
    expect(() => loadCheckpoint(file, {})).toThrow(/^checkpoint: expected one of format 1, got format 2$/);
  });

  type Change = (run: Record<string, unknown>) => unknown;
  test.each<[string, Change]>([
    ['state.step: expected a value (number), got string', (run) => (run.step = '1')],
    ['state.losses: expected a list (object), got object', (run) => (run.losses = {})],
    [
      'state.more: expected a value in the checkpoint, got none (a checkpoint fits the program that saved it',
      (run) => (run.more = 1),
    ],
    ['state.step: expected this field, as in the checkpoint, got none (create it before', (run) => delete run.step],
    [
      'state.shared: expected Uint8Array of 3, as in the checkpoint, got Uint8Array of 4',
      (run) => (run.shared = new Uint8Array(4)),
    ],
    [
      'state.shared: expected Uint8Array of 3, as in the checkpoint, got Int8Array of 3',
      (run) => (run.shared = new Int8Array(3)),
    ],
    [
      'state.network: expected an object, as in the checkpoint, got a typed array',
      (run) => (run.network = new Int8Array(3)),
    ],
    ['state.generators.length: expected 2, got 1', (run) => (run.generators = [new Generator(1)])],
    [
      'state.generators[1]: expected seed 1, draw 0, because it is shared, got seed 2, draw 1',
      (run) => {
        const one = new Generator(1);
        run.generators = [one, one];
      },
    ],
  ])('is refused: %s', (text, change) => {
    const bytes = encodeCheckpoint(trained());
    const run = fresh();
    change(run as Record<string, unknown>);
    const [step, words] = [run.step, run.words.slice()];
    expect(() => loadCheckpoint(bytes, run)).toThrow(text);
    expect([run.step, run.words]).toEqual([step, words]);
  });
});

describe('what cannot be saved is refused by name', () => {
  const cycle: { a: unknown[] } = { a: [] };
  cycle.a.push(cycle);
  test.each([
    ['state.f: expected a number, a text', { f: () => 1 }],
    ['state.f: expected a number, a text', { f: 1n }],
    ['state.f[0]: expected a number, a text', { f: [undefined] }],
    ['state.f: expected a number, a text', { f: new Map() }],
    ['state.f: expected a number, a text', { f: new DataView(new ArrayBuffer(1)) }],
    [
      'state.f: expected a number, a text',
      {
        get f() {
          return 1;
        },
      },
    ],
    ['state.a[0]: expected nothing that contains itself', cycle],
    ['state: expected an object, got 5', 5],
    ['state: expected an object, got undefined', undefined],
  ])('%s', (text, state) => {
    rmSync(file, { force: true });
    expect(() => encodeCheckpoint(state as object)).toThrow(text);
    expect(() => saveCheckpoint(file, state as object)).toThrow(TypeError);
    expect(existsSync(file)).toBe(false);
  });

  test.each([5, '', undefined, null])('a path %s', (path) => {
    expect(() => saveCheckpoint(path as string, {})).toThrow('file: expected a path');
    expect(() => loadCheckpoint(path as string, {})).toThrow('file: expected a path');
  });
});

test('a process that is killed while it saves leaves a whole checkpoint', () => {
  const code = `
    import { saveCheckpoint } from 'native-dropout';
    const run = { step: 0, weights: new Float32Array(1 << 20) };
    for (;; run.step += 1) saveCheckpoint(${JSON.stringify(file)}, { step: run.step, weights: run.weights.fill(run.step) });`;
  rmSync(file, { force: true });
  for (const timeout of [700, 900, 1100]) {
    spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, timeout, killSignal: 'SIGKILL' });
    if (!existsSync(file)) continue; // it had no time to begin
    const run = { step: 0, weights: new Float32Array(1 << 20) };
    expect(loadCheckpoint(file, run)).toBe(true);
    expect(run.weights.every((value) => value === run.step)).toBe(true);
    expect(readFileSync(file).length).toBeGreaterThan(2 ** 22);
  }
});
