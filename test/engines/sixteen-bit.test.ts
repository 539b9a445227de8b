/** Every float16 and bfloat16 number is scaled and rounded right, by every kind of scale, on every engine. */

import { beforeAll, describe, expect, test } from 'vitest';
import { givenBits } from '../../src/core/bits.js';
import { DTYPES, type Dtype } from '../../src/core/dtype.js';
import { SELECT } from '../../src/core/operation.js';
import { INVERTED } from '../../src/core/values.js';
import { plainArrays } from '../../src/engine/engine.js';
import { dropout, Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { bitsOf, FORMATS, numberOf } from '../reference/sixteen-bit.js';
import { runners } from '../support/runners.js';
import { expectSame } from '../support/same.js';

const PATTERNS = 2 ** 16;

const every = Uint16Array.from({ length: PATTERNS }, (_, bits) => bits);
const words = new Uint32Array(PATTERNS / 32).fill(0xffffffff);

/** Ties, subnormals and overflows in both directions. */
const scales = [1, 1.5, 2, 0.5, 1 / 0.9, 1 / 0.7, 1e-3, 2 ** -24, 65504, 2 ** 50, Infinity];

const halves = Object.entries(FORMATS).map(([name, format]) => {
  return { name, format, dtype: DTYPES.find((dtype) => dtype.name === name) as Dtype };
});

describe.each(halves)('$name', ({ format, dtype }) => {
  describe.each(scales)('times %d', (scale) => {
    const p = 1 - 1 / scale;
    const factor = Math.fround(1 / (1 - p));
    const expected = every.map((x) => bitsOf(format, Math.fround(numberOf(format, x) * factor)));

    test.each(runners)('$name', ({ engine, use }) => {
      use();
      const y = new Uint16Array(PATTERNS);
      engine.run(SELECT, givenBits(words), INVERTED, p, plainArrays(dtype, PATTERNS, every, y));
      expectSame(y, expected, 'bits', dtype);
    });
  });
});

describe.each(runners)('$name', ({ engine, use }) => {
  beforeAll(use);

  test.each(halves)('$name: vectors and single elements give the same bits, at any byte', ({ dtype }) => {
    const x = every.map((_, i) => (i * 40503) % 31744); // no NaNs
    const p = 1 - 1 / 1.1;
    const whole = new Uint16Array(PATTERNS);
    engine.run(SELECT, givenBits(words), INVERTED, p, plainArrays(dtype, PATTERNS, x, whole));
    for (const from of [0, 1, 5, 31, 1000]) {
      for (const n of [1, 7, 31, 33, 65, 1025, 3000]) {
        const memory = new Uint16Array(n + from + 40).fill(7);
        const y = memory.subarray(from, from + n);
        engine.run(SELECT, givenBits(words), INVERTED, p, plainArrays(dtype, n, x.subarray(from, from + n), y));
        expectSame(y, whole.subarray(from, from + n), `${n} from ${from} on`);
        expect(memory[from + n]).toBe(7);
      }
    }
  });
});

describe.each(halves)('a Uint16Array of $name', ({ format, dtype: { name: dtype } }) => {
  const [one, two] = [1, 2].map((number) => bitsOf(format, number));
  const mask = new Mask({ seed: 42, draw: 1, p: 0.5 });
  const kept = mask.toUint8Array(5000);
  const expected = Uint16Array.from(kept, (bit) => bit * two);
  const ones = (): Uint16Array => new Uint16Array(5000).fill(one);

  test.each(engines)('gets the mask of all arrays, on %s', (engine) => {
    const options = { dtype, engine };
    expect(mask.apply(ones(), options)).toEqual(expected);
    const x = ones();
    expect(mask.apply(x, { ...options, inplace: true })).toBe(x);
    expect(x).toEqual(expected);
    const out = new Uint16Array(5000);
    expect(mask.apply(ones(), { ...options, out })).toBe(out);
    expect(out).toEqual(expected);
    expect(mask.apply(ones().subarray(77), { ...options, offset: 77 })).toEqual(expected.slice(77));
    const shared = new Uint16Array(new SharedArrayBuffer(10_000)).fill(one);
    expect(mask.apply(shared, { ...options, inplace: true })).toEqual(expected);
  });

  test('evaluation does not change it', () => {
    const x = ones();
    expect(dropout(x, 0.5, { dtype, training: false })).toBe(x);
    const out = new Uint16Array(5000);
    expect(dropout(x, 0.5, { dtype, training: false, out })).toBe(out);
    expect(out).toEqual(x);
  });
});

test('dtype may repeat the type of the array', () => {
  expect(dropout(new Float32Array(4), 0.5, { dtype: 'float32' })).toEqual(new Float32Array(4));
  expect(dropout(new Float64Array(4), 0.5, { dtype: 'float64' })).toEqual(new Float64Array(4));
});
