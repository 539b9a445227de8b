/** Gradients are those of TensorFlow.js for the same arithmetic with the same mask, bit for bit. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { dropout as dropoutOfArrays, Generator, Mask, zoneout as zoneoutOfArrays } from 'native-dropout';
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

  describe.each(functions)('$name, with other draws before its gradient', (row) => {
    const shape = row.shapes.filter((shape) => sizeOf(shape) < 1000).at(-1) as readonly number[];
    let x: Tensor;
    let gradient: (of: Of) => Of;
    const first: Of = (x) => row.call(x, rate, { seed });
    let theirs: Of;

    beforeAll(() => {
      x = normals(shape, 1);
      const w = normals(shape, 2);
      gradient = (of) => tf.grad((x) => of(x).mul(w));
      theirs = composed(row, shape);
    });

    test('a dropout after it', () => {
      const last: Of = (y) => dropout(y, 0.5, null, seed + 1);
      const mask = last(tf.ones([...shape]));
      expectEqual(gradient((x) => last(first(x)))(x), gradient((x) => theirs(x).mul(mask))(x), 'after');
      expectEqual(gradient((x) => first(last(x)))(x), gradient((x) => theirs(x.mul(mask)))(x), 'before');
    });

    test('the same function twice', () => {
      const other: Of = (x) => row.call(x, rate, { seed: seed + 1 });
      const theirOther = composed(
        { ...row, call: (x, p, options) => row.call(x, p, { ...options, seed: seed + 1 }) },
        shape,
      );
      expectEqual(gradient((x) => other(first(x)))(x), gradient((x) => theirOther(theirs(x)))(x), 'in a chain');
      const sum = gradient((x) => first(x).add(other(x)));
      expectEqual(sum(x), gradient((x) => theirs(x).add(theirOther(x)))(x), 'side by side');
    });

    test('a call on an array', () => {
      const disturbed: Of = (x) => {
        const y = first(x);
        dropoutOfArrays(new Float32Array(8), 0.9, { generator: new Generator(99) });
        return y;
      };
      expectEqual(gradient(disturbed)(x), gradient(theirs)(x), 'the gradient');
    });
  });

  test('zoneout, with a dropout before its gradient', () => {
    const [next, previous] = [normals([77], 1), normals([77], 2)];
    const kept = tf.tensor(Float32Array.from(new Mask({ seed, draw: 0, p: rate }).toUint8Array(77)));
    const mask = dropout(tf.ones([77]), 0.5, null, seed + 1);
    const chained = (a: Tensor, b: Tensor) => dropout(zoneout(a, b, rate, { seed }), 0.5, null, seed + 1);
    const [dnext, dprevious] = tf.grads(chained)([next, previous]);
    expectEqual(dnext, kept.mul(mask), 'by next');
    expectEqual(dprevious, kept.mul(-1).add(1).mul(mask), 'by previous');
  });

  test('the second gradient of alpha dropout', () => {
    for (const row of functions.filter(({ name }) => alpha.test(name))) {
      const [, shape] = row.shapes;
      const x = normals(shape, 1);
      const second = (of: Of): number[] => [...taken(tf.grad((x) => tf.grad((x) => of(x).square().mul(of(x)))(x))(x))];
      const expected = second(composed(row, shape));
      second((x) => row.call(x, rate, { seed })).forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 4);
      });
    }
  });

  test('of rate 1 it is 0, for infinite x and dy, too', () => {
    const x = tf.tensor([1, Number.NaN, Infinity]);
    const dx = tf.grad((x) => dropout(x, 1, null, seed))(x, tf.tensor([Infinity, 1, Number.NaN]));
    expectSame(taken(dx), new Float32Array(3), 'dx');
  });

  test('of a slice it has the mask of the slice', () => {
    for (const { name, call } of functions.filter(({ name }) => name === 'weightDrop' || name === 'gaussianDropout')) {
      const whole = taken(call(tf.ones([100]), rate, { seed }));
      const dx = tf.grad((x) => call(x, rate, { seed, offset: 37 }))(tf.ones([63]));
      expectSame(taken(dx), whole.slice(37), name);
    }
  });

  test('with a generator it uses the draw of the forward, and takes none', () => {
    const generator = new Generator(9);
    generator.draw = 6;
    const dx = tf.grad((x) => dropout(x, rate, null, generator))(tf.ones([100]));
    expect(generator.draw).toBe(7);
    expectSame(taken(dx), new Mask({ seed: 9, draw: 6, p: rate }).apply(new Float32Array(100).fill(1)), 'dx');
  });

  test('of no elements', () => {
    expect(tf.grad((x) => dropout(x, rate))(tf.zeros([0, 3])).shape).toEqual([0, 3]);
  });

  test('of Gaussian noise it is a copy of dy', () => {
    const dy = normals([50], 2);
    const dx = tf.grad((x) => gaussianNoise(x, rate, { seed }))(normals([50], 1), dy);
    const expected = Float32Array.from(dy.dataSync());
    dy.dataSync().fill(0); // some backends return their own memory here
    expectSame(taken(dx), expected, 'dx');
  });

  test('through a larger expression, by all that it is made of', () => {
    const [x, a, b] = [normals([6, 8], 1), normals([8, 10], 2), normals([10, 3], 3)];
    const ones = dropout(tf.ones([6, 10]), rate, null, seed);
    const of = (dropped: Of) => (x: Tensor, a: Tensor, b: Tensor) =>
      dropped(x.matMul(a).tanh()).matMul(b).softmax().log().mean();
    const ours = tf.grads(of((h) => dropout(h, rate, null, seed)))([x, a, b]);
    const theirs = tf.grads(of((h) => h.mul(ones)))([x, a, b]);
    ours.forEach((gradient, i) => {
      expectEqual(gradient, theirs[i], `by ${'xab'[i]}`);
    });
  });

  test('of zoneout each goes to the state that the unit took', () => {
    const dy = normals([300], 1);
    const [dnext, dprevious] = tf.grads((next, previous) => zoneout(next, previous, rate, { seed }))(
      [normals([300], 2), normals([300], 3)],
      dy,
    );
    const values = taken(dy);
    const kept = new Mask({ seed, draw: 0, p: rate }).toUint8Array(300);
    expectSame(
      taken(dnext),
      values.map((value, i) => (kept[i] === 1 ? value : 0)),
      'by next',
    );
    expectSame(
      taken(dprevious),
      values.map((value, i) => (kept[i] === 1 ? 0 : value)),
      'by previous',
    );
  });

  test('of zoneout has a gradient itself', () => {
    const [next, previous, dy] = [normals([300], 2), normals([300], 3), normals([300], 1)];
    const kept = tf.tensor(new Mask({ seed, draw: 0, p: rate }).toUint8Array(300), [300], 'float32');
    const theirs = (next: Tensor, previous: Tensor): Tensor => next.mul(kept).add(previous.mul(tf.sub(1, kept)));
    const ours = (next: Tensor, previous: Tensor): Tensor => zoneout(next, previous, rate, { seed });
    const first = (of: typeof ours, by: number) => (next: Tensor, previous: Tensor) =>
      tf.grads((next, previous) => of(next, previous).square().mul(of(next, previous)))([next, previous])[by];
    for (const by of [0, 1]) {
      const [expected, actual] = [theirs, ours].map((of) => tf.grads(first(of, by))([next, previous], dy));
      actual.forEach((gradient, i) => {
        expectEqual(gradient, expected[i], `${by}, ${i}`);
      });
    }
  });

  test('training equals training with the masks written into the formula', () => {
    const trained = (dropped: (h: Tensor, step: number) => Tensor): Float32Array =>
      tf.tidy(() => {
        const weights = [normals([8, 16], 1), normals([16, 1], 2)].map((value) => tf.variable(value));
        const optimizer = tf.train.adam(0.01);
        const [x, y] = [normals([10, 8], 3), normals([10, 1], 4)];
        for (let step = 0; step < 5; ++step) {
          const { grads } = tf.variableGrads(() => {
            const h = dropped(x.matMul(weights[0]).relu(), step);
            return h.matMul(weights[1]).sub(y).square().mean().asScalar();
          }, weights);
          optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
        }
        const after = tf.concat(weights.map((weight) => weight.flatten()));
        for (const weight of weights) weight.dispose();
        return after.dataSync() as Float32Array;
      });
    const generator = new Generator(seed);
    const ours = trained((h) => dropout(h, rate, null, generator));
    const ones = new Float32Array(160).fill(1);
    const theirs = trained((h, draw) => h.mul(tf.tensor(new Mask({ seed, draw, p: rate }).apply(ones), [10, 16])));
    expectSame(ours, theirs, 'weights');
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
