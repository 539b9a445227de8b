/** Messages have at most 300 characters, however large the input is, and still say what to do. */

import { describe, expect, test } from 'vitest';
import {
  Dropout,
  dropBlock2d,
  dropout,
  dropPath,
  dropPathRates,
  Generator,
  LockedDropout,
  loadLayerState,
  Mask,
  manualSeed,
  monteCarlo,
  SpatialDropout2D,
  train,
} from '../../src/index.js';

const long = 'a'.repeat(100_000);
const x = Float32Array.of(1, 2, 3, 4);
const never = (value: unknown): never => value as never;
const named = Object.defineProperty(class {}, 'name', { value: long });
const deep = Object.fromEntries([[long, new Dropout()]]);

/** Values whose text is longer than a message may be. */
const giants: [string, unknown][] = [
  ['text', long],
  ['JSON', JSON.stringify({ [long]: 1 })],
  ['text that JSON makes longer', '\u0001'.repeat(1000)],
  ['a bigint', 10n ** 1000n],
  ['a symbol', Symbol(long)],
  ['an object of a class', new named()],
  ['a name', { [long]: 1 }],
  ['a number', -1 / 3e300],
];

const calls: [string, (giant: unknown) => unknown][] = [
  ['x', (giant) => dropout(never(giant))],
  ['p', (giant) => dropout(x, never(giant))],
  ['options', (giant) => dropBlock2d(x, 0.5, never(giant))],
  ['out', (giant) => dropout(x, 0.5, { out: never(giant) })],
  ['inplace', (giant) => dropout(x, 0.5, { inplace: never(giant) })],
  ['offset', (giant) => dropout(x, 0.5, { offset: never(giant) })],
  ['engine', (giant) => dropout(x, 0.5, { engine: never(giant) })],
  ['dtype', (giant) => dropout(x, 0.5, { dtype: never(giant) })],
  ['generator', (giant) => dropout(x, 0.5, { generator: never(giant) })],
  ['scaling', (giant) => dropout(x, 0.5, { scaling: never(giant) })],
  ['noiseShape', (giant) => dropout(x, 0.5, { shape: [2, 2], noiseShape: never(giant) })],
  ['an entry of noiseShape', (giant) => dropout(x, 0.5, { shape: [4], noiseShape: [never(giant)] })],
  ['shape', (giant) => dropPath(x, 0.5, { shape: never(giant) })],
  ['an axis', (giant) => dropPath(x, 0.5, { shape: [never(giant)] })],
  ['options of a layer', (giant) => new LockedDropout(0.5, never(giant))],
  ['dataFormat', (giant) => new SpatialDropout2D(0.5, { dataFormat: never(giant) })],
  ['mode', (giant) => new Dropout().train(never(giant))],
  ['p that is set', (giant) => Object.assign(new Dropout(), { p: giant })],
  ['state', (giant) => Object.assign(new Dropout(), { state: giant })],
  ['mask', (giant) => new Dropout().backward(x, { mask: never(giant) })],
  ['model', (giant) => train(giant)],
  ['state of a model', (giant) => loadLayerState(deep, never(giant))],
  ['state of a layer with a long path', (giant) => loadLayerState(deep, { [long]: never(giant) })],
  ['state with another path', (giant) => loadLayerState(deep, { [String(giant)]: never(giant) })],
  ['seed', (giant) => new Generator(never(giant))],
  ['manualSeed', (giant) => manualSeed(never(giant))],
  ['seed of a state', (giant) => new Generator({ seed: never(giant), draw: 0 })],
  ['draw', (giant) => Object.assign(new Generator(1), { draw: giant })],
  ['child', (giant) => new Generator(1).split(typeof giant === 'string' ? -1 : never(giant))],
  ['n', (giant) => new Generator(1).permutation(never(giant))],
  ['numbers', (giant) => new Generator(1).uniform(never(giant))],
  ['low', (giant) => new Generator(1).uniform(3, { low: never(typeof giant === 'number' ? NaN : giant) })],
  ['parameters', (giant) => new Mask(never(giant))],
  ['words', (giant) => Mask.fromBits(never(giant), { p: 0.5 })],
  ['bytes', (giant) => Mask.fromBytes(never(giant), { p: 0.5 })],
  ['run', (giant) => monteCarlo(2, () => never(giant))],
  ['rate', (giant) => dropPathRates(never(giant), 3)],
];

describe.each(calls)('%s', (_, call) => {
  test.each(giants)('%s', (_what, giant) => {
    const error = (() => {
      try {
        return call(giant);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message.length).toBeLessThanOrEqual(300);
    expect((error as Error).message).toMatch(/^[^:]+: /);
  });
});

test('shapes of many axes are cut', () => {
  expect(() => dropPath(x, 0.5, { shape: new Array(100_000).fill(1) })).toThrow(/^shape: expected a product of 4 .*…$/);
});

test('a cut message keeps its advice', () => {
  expect(() => loadLayerState(deep, never(JSON.stringify({ [long]: 1 })))).toThrow(
    /^state: expected an object with a state for each layer, got "\{\\"a+…" \(JSON\.parse it first\)$/,
  );
  expect(() => dropout(x, 0.5, never({ [long]: 1 }))).toThrow(/^options: expected only .*, got a+…$/);
});
