/** A bias gradient is summed in the order of docs/forms.md, over several blocks. */

import { describe, expect, test } from 'vitest';
import { DTYPES } from '../../src/core/dtype.js';
import { BiasDropout, type FloatArray } from '../../src/index.js';
import { FORMATS, patternsOf } from '../reference/sixteen-bit.js';
import { biasGradient } from '../reference/sums.js';
import { ARITHMETIC, type DtypeName } from '../reference/values.js';

/** Two blocks and a part of a third, if the bias has short tiles. */
const N = 600_000;

/** Numbers whose sums have different bits in a different order. */
function element(i: number): number {
  return ((i * 7919) % 10_007) / 7 - 700;
}

/** Nothing is dropped, so that the gradient by x is dy. */
function dbiasOf(dy: FloatArray, columns: number, dtype: DtypeName): FloatArray | undefined {
  const layer = new BiasDropout(0);
  const bias = dy.slice(0, columns);
  layer.forward(dy, bias as never, { dtype });
  return layer.backward(dy, { dtype }).dbias;
}

/** Calculated in Python from docs/forms.md. */
test.each<[DtypeName, number[]]>([
  ['float32', [4415049, 4414787.5]],
  ['float32', [2943928.5, 2942801.5, 2943104]],
  ['float64', [4415048.142857143, 4414786.999999999]],
  ['float64', [2943929.0000000023, 2942801.8571428577, 2943104.285714285]],
])('known answers in %s: %j', (dtype, expected) => {
  const dy = dtype === 'float32' ? new Float32Array(N) : new Float64Array(N);
  for (let i = 0; i < N; ++i) dy[i] = element(i);
  expect(Array.from(dbiasOf(dy, expected.length, dtype) ?? [])).toEqual(expected);
});

describe.each(DTYPES)('$name, as the reference', ({ name: dtype }) => {
  const { make, read } = ARITHMETIC[dtype];

  test.each([1, 7, 64, 1500, 3001, 20_000])('a bias of %d', (columns) => {
    const length = columns * Math.ceil(N / columns);
    const narrow = Object.entries(FORMATS).find(([name]) => name === dtype)?.[1];
    const dy = make(length);
    const numbers = Array.from(dy, (_, i) => (narrow === undefined ? element(i) : element(i) / 1000));
    dy.set(narrow === undefined ? numbers : patternsOf(narrow, numbers));
    const expected = biasGradient(Float64Array.from(dy, read), columns, dtype);
    expect(dbiasOf(dy, columns, dtype)).toEqual(expected);
  });
});
