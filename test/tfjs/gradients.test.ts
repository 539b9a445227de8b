/** Gradients are those of TensorFlow.js for the same arithmetic with the same mask, bit for bit. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { Generator, Mask, zoneout as zoneoutOfArrays } from 'native-dropout';
import { dropout, gaussianNoise, zoneout } from 'native-dropout/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';
import { backends, onBackends, taken, tf, use } from './backends.js';
import { type FunctionRow, functions } from './functions.js';

type Of = (x: Tensor) => Tensor;

const seed = 5;
const rate = 0.3;

/** Makes zeros positive: a dropped element is +0 here, and w · 0 in TensorFlow.js. */
const unsigned = (values: Float32Array): Float32Array => values.map((value) => value + 0);

function expectEqual(actual: Tensor, expected: Tensor, what: string): void {
  expect(actual.shape, what).toEqual(expected.shape);
  expectSame(unsigned(taken(actual)), unsigned(taken(expected)), what);
}

/** Normals without a 0. */
const normals = (shape: readonly number[], seed: number): Tensor =>
  tf.tensor(new Generator(seed).normal(sizeOf(shape)), [...shape]);

/** The same function, made of operations whose gradients TensorFlow.js knows. */
function composed({ name, call, linear }: FunctionRow, shape: readonly number[]): Of {
  const ofOnes = call(tf.ones([...shape]), rate, { seed });
  if (linear) return (x) => x.mul(ofOnes);
  const ofZeros = call(tf.zeros([...shape]), rate, { seed });
  if (name === 'gaussianNoise') return (x) => x.add(ofZeros);
  const a = 1 / Math.sqrt((1.7580993408473766 ** 2 * rate + 1) * (1 - rate));
  const slope = ofOnes.notEqual(ofZeros).mul(a);
  return (x) => x.mul(slope).add(ofZeros);
}

const alpha = /lpha/;

onBackends(() => {
  describe.each(functions)('$name', (row) => {
    const shapes = row.shapes.filter((shape) => sizeOf(shape) < 1000).slice(-2);

    test.each(shapes.map((shape) => ({ shape })))('$shape', ({ shape }) => {
      const [x, w, v] = [1, 2, 3].map((seed) => normals(shape, seed));
      const ours: Of = (x) => row.call(x, rate, { seed });
      const theirs = composed(row, shape);
      const weighed = (of: Of): Of => tf.grad((x) => of(x).mul(w));
      expectEqual(weighed(ours)(x), weighed(theirs)(x), 'the gradient');
      expectEqual(tf.grad(ours)(x, w), tf.grad(theirs)(x, w), 'the gradient by way of dy');
      if (alpha.test(row.name)) return; // an affine function is rounded once or twice
      const cubed = (of: Of): Of => tf.grad((x) => of(x).mul(of(x)).mul(of(x)));
      const second = (of: Of): Of => tf.grad((x) => cubed(of)(x).mul(v));
      expectEqual(second(ours)(x), second(theirs)(x), 'the second gradient');
    });
  });

  test('of rate 1 it is 0, for infinite x and dy, too', () => {
    const x = tf.tensor([1, Number.NaN, Infinity]);
    const dx = tf.grad((x) => dropout(x, 1, null, seed))(x, tf.tensor([Infinity, 1, Number.NaN]));
    expectSame(taken(dx), new Float32Array(3), 'dx');
  });

  test('of no elements', () => {
    expect(tf.grad((x) => dropout(x, rate))(tf.zeros([0, 3])).shape).toEqual([0, 3]);
  });

  test('of Gaussian noise it is dy', () => {
    const dy = normals([50], 2);
    const dx = tf.grad((x) => gaussianNoise(x, rate, { seed }))(normals([50], 1), dy);
    const expected = taken(dy);
    expectSame(taken(dx), expected, 'dx');
  });
});

test('the memory of wasm may move while tensors come into it', async () => {
  const n = 2 ** 22; // 16 MiB each, more than it has in the beginning
  const values = [1, 2].map((seed) => new Generator(seed).uniform(n));
  await use('cpu');
  const [a, b, c] = [values[0], ...values].map((value) => tf.tensor(value));
  await use('wasm');
  const kept = new Mask({ seed, draw: 0, p: rate });
  expectSame(taken(dropout(a, rate, null, seed)), kept.apply(values[0]), 'dropout');
  const expected = zoneoutOfArrays(values[0], values[1], rate, { generator: new Generator(seed) });
  expectSame(taken(zoneout(b, c, rate, { seed })), expected, 'zoneout');
  tf.dispose([a, b, c]);
});

describe('tensors of another backend', () => {
  const pairs = backends.flatMap((from) => backends.filter((to) => to !== from).map((to) => ({ from, to })));

  describe.each(pairs)('$from and $to', ({ from, to }) => {
    let [x, dy]: Tensor[] = [];
    beforeAll(async () => {
      await use(from);
      [x, dy] = [normals([40], 1), normals([40], 2)];
      await use(to);
    });

    test('are read', () => {
      const mask = new Mask({ seed, draw: 0, p: rate });
      const [xs, ds] = [1, 2].map((seed) => mask.apply(new Generator(seed).normal(40)));
      expectSame(taken(tf.grad((x) => dropout(x, rate, null, seed))(x, dy)), ds, 'the gradient');
      expectSame(taken(dropout(x, rate, null, seed)), xs, 'what becomes of them');
      expect(tf.getBackend()).toBe(to);
    });

    test('are read, one of another and one of this', () => {
      const [next, previous] = [1, 3].map((seed) => new Generator(seed).normal(40));
      const expected = zoneoutOfArrays(next, previous, rate, { generator: new Generator(seed) });
      expectSame(taken(zoneout(x, normals([40], 3), rate, { seed })), expected, 'next of another');
      expectSame(taken(zoneout(tf.tensor(next), x, 1, { seed })), next, 'previous of another');
    });
  });
});
