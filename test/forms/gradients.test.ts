/** The backward of every layer with one array is the derivative of its forward. */

import { describe, expect, test } from 'vitest';
import {
  AlphaDropout,
  DropBlock2d,
  DropBlock3d,
  FeatureAlphaDropout,
  Generator,
  type LayerOptions,
  type Shape,
} from '../../src/index.js';
import type { ArrayLayer } from '../../src/layers/array-layer.js';
import { sizeOf } from '../reference/shapes.js';
import { forms } from './family.js';

interface Row {
  name: string;
  make: (options: LayerOptions) => ArrayLayer<{ shape?: Shape }>;
  shape: readonly number[];
}

const rows: Row[] = [
  ...forms.flatMap(({ name, layer, shape }) => [
    { name, make: (options: LayerOptions) => layer(0.3, options), shape },
    {
      name: `${name}, scaled in evaluation`,
      make: (options: LayerOptions) => layer(0.3, { ...options, scaling: 'eval' }),
      shape,
    },
  ]),
  { name: 'AlphaDropout', make: (options) => new AlphaDropout(0.3, options), shape: [40] },
  { name: 'FeatureAlphaDropout', make: (options) => new FeatureAlphaDropout(0.3, options), shape: [5, 4, 6] },
  { name: 'DropBlock2d', make: (options) => new DropBlock2d(0.3, { blockSize: 2, ...options }), shape: [2, 2, 6, 5] },
  {
    name: 'DropBlock3d',
    make: (options) => new DropBlock3d(0.3, { blockSize: 2, ...options }),
    shape: [1, 2, 4, 4, 4],
  },
] as Row[];

/** Factors of the outputs in the loss. No two are equal. */
const weights = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));

describe.each(rows)('$name', ({ make, shape }) => {
  test.each([true, false])('training: %s', (training) => {
    const n = sizeOf(shape);
    const generator = new Generator(21);
    const layer = make({ generator }).train(training);
    const x = Float64Array.from({ length: n }, (_, i) => Math.cos(3 * i));
    const dy = weights(n);
    const value = (): number => {
      generator.draw = 4;
      return layer.forward(x.slice(), { shape }).reduce((sum, y, i) => sum + y * dy[i], 0);
    };
    value();
    const dx = layer.backward(dy.slice());
    const h = 2 ** -6; // exact in sums with numbers of about 1; the functions are linear, so h need not be small
    for (let i = 0; i < n; i += 3) {
      const at = x[i];
      x[i] = at + h;
      const above = value();
      x[i] = at - h;
      const below = value();
      x[i] = at;
      expect(Math.abs((above - below) / (2 * h) - dx[i]), `element ${i}`).toBeLessThan(1e-10); // rounding of sums of about 100
    }
  });
});
