/** Functions of tensors give, on every backend, the bits of the functions of arrays. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { Generator } from 'native-dropout';
import * as ours from 'native-dropout/tfjs';
import { describe, expect, test } from 'vitest';
import { input } from '../conformance/engines.js';
import { functions as inPrograms } from '../programs/tensors/rows.js';
import { sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';
import { onBackends, taken, tf } from './backends.js';
import { functions } from './functions.js';

const numbers = (n: number): Float32Array => Float32Array.from(input({ Array: Float32Array }, n));

test('every function of one tensor has a row', () => {
  const known = Object.entries(ours).filter(([, one]) => inPrograms.some(({ of }) => of === one));
  expect(known.filter(([name]) => !functions.some((row) => row.name.split(',')[0] === name))).toEqual([]);
});

onBackends(() => {
  describe.each(functions)('$name', ({ call, native, shapes, belowOne }) => {
    const rates = [0, 0.1, 0.5, 0.75, ...(belowOne ? [] : [1])];

    test.each(shapes.map((shape) => ({ shape })))('$shape', ({ shape }) => {
      const values = numbers(sizeOf(shape));
      const x = tf.tensor(values, [...shape]);
      for (const rate of sizeOf(shape) > 1000 ? [0.5] : rates) {
        const [a, b] = [new Generator(8), new Generator(8)];
        for (const k of [1, 2]) {
          const y = call(x, rate, { seed: a });
          expect([y.shape, y.dtype]).toEqual([shape, 'float32']);
          const expected = native(values, rate, { generator: b, ...(shape.length > 0 ? { shape } : {}) });
          expectSame(taken(y), expected, `rate ${rate}, call ${k}`);
        }
        expect(a.state).toEqual(b.state);
      }
      expectSame(taken(x), values, 'x, afterwards');
    });
  });

  test.each(functions)('$name of an empty tensor takes a draw', ({ call, shapes }) => {
    const generator = new Generator(8);
    const shape = [0, ...shapes[0].slice(1)];
    const x = tf.zeros(shape);
    const y = call(x, 0.5, { seed: generator });
    expect([y.shape, y.size, generator.draw, y === x]).toEqual([shape, 0, 1, false]);
  });

  test.each(functions)('$name takes nested numbers', ({ call, native, shapes: [shape] }) => {
    const nested = tf.tidy(() => tf.ones([...shape]).arraySync()) as unknown[];
    const expected = native(new Float32Array(sizeOf(shape)).fill(1), 0.5, {
      generator: new Generator(8),
      ...(shape.length > 0 ? { shape } : {}),
    });
    expectSame(taken(call(nested, 0.5, { seed: 8 })), expected, 'of ones');
  });

  test('dropout of typed arrays, of numbers and of booleans', () => {
    const of = (x: Parameters<typeof ours.dropout>[0]) => [...taken(ours.dropout(x, 0, null, 8))];
    expect(of(Float32Array.of(5, 7, 9))).toEqual([5, 7, 9]);
    expect(of(Int32Array.of(5, 7, 9))).toEqual([5, 7, 9]);
    expect(of(Uint8Array.of(5, 7, 9))).toEqual([5, 7, 9]);
    expect(of([true, false])).toEqual([1, 0]);
    expect(of(3.5)).toEqual([3.5]);
  });

  test('a view of another tensor, and the output of another kernel', () => {
    const values = numbers(60).map((value) => (Number.isFinite(value) ? value : 1));
    const x = tf.tidy(() => tf.tensor(values).reshape([3, 20]).add(1) as ReturnType<typeof tf.tensor2d>);
    const expected = native('dropout', x.dataSync() as Float32Array);
    expectSame(taken(ours.dropout(x.reshape([60]), 0.5, null, 8)), expected, 'reshaped');
    const column = tf.tidy(() => x.transpose().slice([3, 0], [2, 3]));
    expectSame(
      taken(ours.dropout(column, 0.5, null, 8)),
      native('dropout', column.dataSync() as Float32Array),
      'slice',
    );
  });

  test('integers and truths that were made floats', () => {
    const of = (x: Tensor): number[] => [...taken(ours.dropout(x, 0))];
    expect(of(tf.tensor([5, 7, 9], [3], 'int32').toFloat())).toEqual([5, 7, 9]);
    expect(of(tf.tensor([true, false], [2], 'bool').toFloat())).toEqual([1, 0]);
    const integers = tf.tensor([5, 7, 9], [3], 'int32').toFloat();
    expect([...taken(ours.zoneout([1, 2, 3], integers, 1))]).toEqual([5, 7, 9]);
  });

  test('variables are tensors, and stay as they are', () => {
    const variable = tf.variable(tf.ones([40]));
    expectSame(taken(ours.dropout(variable, 0.5, null, 8)), native('dropout', new Float32Array(40).fill(1)), 'mask');
    expectSame(taken(variable), new Float32Array(40).fill(1), 'the variable');
  });

  test('zoneout of no elements, and of nested numbers', () => {
    const generator = new Generator(8);
    expect(ours.zoneout(tf.zeros([0, 3]), tf.zeros([0, 3]), 0.5, { seed: generator }).shape).toEqual([0, 3]);
    expect(generator.draw).toBe(1);
    expect([...taken(ours.zoneout([[1, 2]], [[3, 4]], 1))]).toEqual([3, 4]);
  });
});

function native(name: string, x: Float32Array): Float32Array {
  const row = functions.find((one) => one.name === name);
  if (row === undefined) throw new Error(`no function ${name}`);
  return row.native(x, 0.5, { generator: new Generator(8) });
}
