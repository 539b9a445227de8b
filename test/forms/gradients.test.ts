/** The backward of every layer is the derivative of its forward, by every array that it reads. */

import { describe, expect, test } from 'vitest';
import { Generator } from '../../src/index.js';
import { argumentsBeside, partsOf } from '../programs/operation.js';
import { rows } from '../programs/rows.js';
import type { AnyLayer } from '../programs/world.js';
import { sizeOf } from '../reference/shapes.js';

/** Numbers of [-2, -1] and [1, 2]: with a bias below 1/2 none is near 0, where relu has no derivative. */
const numbers = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (i % 2 || -1) * (1 + (i % 97) / 97));

/** Factors of the outputs in the loss. No two are equal. */
const weights = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));

describe.each(rows)('$name', (row) => {
  const { layer: Layer, layerOwn, shapes, reads, form, name } = row;
  const [shape] = shapes;

  test.each([true, false])('training: %s', (training) => {
    const n = sizeOf(shape);
    const generator = new Generator(21);
    const layer = new Layer(0.3, { ...layerOwn, generator }) as AnyLayer;
    layer.train(training);
    const x = numbers(n);
    const bias = reads.includes('bias') ? weights(6).map((value) => value / 3) : undefined;
    const other = reads.includes('other') ? numbers(n).reverse() : undefined;
    const dy = weights(training ? form.length(shape, 0.3) : n);
    const forward = (): Float64Array => {
      generator.draw = 4;
      const y = layer.forward(x.slice(), ...argumentsBeside({ row, bias, other }), { shape });
      return partsOf(y).y as Float64Array;
    };
    const value = (): number => forward().reduce((sum, y, i) => sum + y * dy[i], 0);
    const y = forward();
    const gradients = partsOf(layer.backward(dy.slice(), ...(name === 'biasReluDropout' ? [y] : [])));
    const h = 2 ** -6; // exact in sums with numbers of about 1; the functions are linear near x, so h need not be small
    for (const [array, gradient] of [
      [x, gradients.y],
      [bias, gradients.dbias],
      [other, gradients.other],
    ]) {
      expect(gradient?.length).toBe(array?.length);
      for (let i = 0; array !== undefined && i < array.length; i += 3) {
        const at = array[i];
        array[i] = at + h;
        const above = value();
        array[i] = at - h;
        const below = value();
        array[i] = at;
        const slope = (above - below) / (2 * h); // with roundings of sums of about 100
        expect(Math.abs(slope - (gradient?.[i] ?? 0)), `element ${i}`).toBeLessThan(1e-10);
      }
    }
  });
});
