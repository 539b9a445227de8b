/** Functions of tensors take a source as their seed; gradients use its mask and its rounding. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { alphaDropout as alphaOfArrays, dropout as dropoutOfArrays } from 'native-dropout';
import { TorchGenerator } from 'native-dropout/replay';
import { alphaDropout, dropout, gaussianNoise, spatialDropout1d } from 'native-dropout/tfjs';
import { expect, test } from 'vitest';
import { onBackends, taken, tf } from '../tfjs/backends.js';
import { inputOf } from './golden.js';

const values = Float32Array.from(inputOf(60));
const p = 0.021; // its scale is not that of our own masks

function expectClose(y: Float32Array, wanted: Float32Array): void {
  for (const [i, one] of y.entries()) expect(one).toBeCloseTo(wanted[i], 5);
}

onBackends((backend) => {
  test('dropout, call after call', () => {
    const [seed, generator] = [new TorchGenerator(7), new TorchGenerator(7)];
    for (let i = 0; i < 3; ++i) {
      expect(taken(dropout(tf.tensor(values), p, null, seed))).toEqual(dropoutOfArrays(values, p, { generator }));
    }
    expect(seed.state).toEqual(generator.state);
  });

  test('its gradient', () => {
    const generator = new TorchGenerator(7);
    const call = (x: Tensor) => dropout(x, p, null, new TorchGenerator(7));
    const dx = tf.grad(call)(tf.ones([60]));
    expect(taken(dx)).toEqual(dropoutOfArrays(new Float32Array(60).fill(1), p, { generator }));
  });

  test('alpha dropout', () => {
    const y = taken(alphaDropout(tf.tensor(values), 0.3, { seed: new TorchGenerator(7) }));
    const wanted = alphaOfArrays(values, 0.3, { generator: new TorchGenerator(7) });
    if (backend === 'unknown')
      expectClose(y, wanted); // its own kernels multiply and add
    else expect(y).toEqual(wanted);
  });

  test('whole channels, in the order of the mask', () => {
    const y = taken(spatialDropout1d(tf.ones([2, 5, 6]), 0.5, { seed: new TorchGenerator(7) }));
    const bits = new TorchGenerator(7).mask(0.5, 12).toUint8Array(12);
    expect(y).toEqual(Float32Array.from({ length: 60 }, (_, i) => 2 * bits[Math.floor(i / 30) * 6 + (i % 6)]));
  });

  test('an error draws nothing', () => {
    const seed = new TorchGenerator(7);
    expect(() => dropout(tf.ones([4]), 2, null, seed)).toThrow(/^rate: /);
    expect(() => gaussianNoise(tf.ones([4]), 0.1, { seed })).toThrow(/^seed: expected a Generator, because/);
    expect(seed.state).toEqual(new TorchGenerator(7).state);
  });
});
