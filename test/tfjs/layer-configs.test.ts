/** A config is checked field by field, and survives JSON. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { Generator } from 'native-dropout';
import { layers } from 'native-dropout/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectSame } from '../support/same.js';
import { taken, tf, use } from './backends.js';
import type { Layer } from './layer-rows.js';
import { thrownBy } from './thrown.js';

beforeAll(() => use('cpu'));

/** The output of a layer; x is not disposed. */
function applied(layer: Layer, x: Tensor, kwargs?: { training?: unknown }): Float32Array {
  return taken(layer.apply(x, kwargs as object) as Tensor);
}

describe('a wrong config', () => {
  type Row = readonly [make: () => unknown, error: RegExp, type?: ErrorConstructor];
  const bad = (value: unknown): never => value as never;

  const rows: readonly Row[] = [
    [() => layers.dropout(bad(undefined)), /^config: expected an object, got undefined$/],
    [() => layers.dropout(bad(null)), /^config: expected an object, got null$/],
    [() => layers.dropout(bad(0.5)), /^config: expected an object, got 0.5$/],
    [() => layers.dropout(bad({})), /^rate: expected a number in \[0, 1\], got undefined$/],
    [() => layers.dropout({ rate: bad('0.5') }), /^rate: expected .*, got "0.5" \(Number\(rate\) makes one\)$/],
    [() => layers.dropout({ rate: Number.NaN }), /^rate: expected .*, got NaN$/, RangeError],
    [() => layers.alphaDropout({ rate: 1.1 }), /^rate: expected .*, got 1.1$/, RangeError],
    [() => layers.spatialDropout1d({ rate: -0.1 }), /^rate: expected .*, got -0.1$/, RangeError],
    [() => layers.gaussianDropout({ rate: 1 }), /^rate: .*\[0, 1\)/, RangeError],
    [() => layers.gaussianNoise(bad({})), /^stddev: expected .*, got undefined$/],
    [() => layers.gaussianNoise({ stddev: Infinity }), /^stddev: expected a finite/, RangeError],
    [() => layers.gaussianNoise({ stddev: -1 }), /^stddev: expected .*, got -1$/, RangeError],
    [() => layers.dropout({ rate: 0, seed: bad(new Generator(1)) }), /^seed: expected a num/],
    [() => layers.dropout({ rate: 0, seed: bad(true) }), /^seed: expected /],
    [() => layers.dropout({ rate: 0, seed: -1n }), /^seed: expected /, RangeError],
    [() => layers.dropout(bad({ rate: 0, seed: 1, draw: -1 })), /^draw: expected .*, got -1$/, RangeError],
    [() => layers.dropout(bad({ rate: 0, seed: 1, draw: '1' })), /^draw: expected .*, got "1"$/],
    [
      () => layers.dropout(bad({ rate: 0, sede: 4 })),
      /^config: expected only rate, noiseShape, seed, draw and the fields of every layer of TensorFlow.js, got sede$/,
    ],
    [() => layers.dropout(bad({ rate: 0, noise_shape: [1] })), /noise_shape \(its name is noiseShape\)$/],
    [
      () => layers.spatialDropout2d(bad({ rate: 0, data_format: 'channels_first' })),
      /got data_format \(its name is dataFormat\)$/,
    ],
    [() => layers.dropPath(bad({ p: 0.5 })), /^config: expected only rate, .* got p \(its name is rate\)$/],
    [() => layers.gaussianNoise(bad({ sigma: 0.5 })), /got sigma \(its name is stddev\)$/],
    [() => layers.gaussianNoise(bad({ stddev: 0.5, rate: 0.5 })), /^config: .*, got rate$/],
    [() => layers.lockedDropout(bad({ rate: 0, noiseShape: [1] })), /^config: .*, got noiseShape$/],
    [() => layers.dropout(bad({ rate: 0, toString: 1 })), /^config: .*, got toString$/],
    [() => layers.dropout(bad({ rate: 0, draw: -1 })), /^draw: expected /, RangeError],
    [() => layers.dropPath({ rate: 0, mode: bad('rows') }), /^mode: expected /, RangeError],
    [() => layers.dropPath({ rate: 0, scaleByKeep: bad(1) }), /^scaleByKeep: expected a boolean/],
    [() => layers.dropBlock2d({ rate: 0, blockSize: 0 }), /^blockSize: expected /, RangeError],
    [() => layers.dropBlock3d({ rate: 0, gammaScale: -1 }), /^gammaScale: expected /, RangeError],
    [
      () => layers.spatialDropout2d({ rate: 0, dataFormat: bad('first') }),
      /^dataFormat: expected 'channels_last' or .*, got "first"$/,
      RangeError,
    ],
    [() => layers.spatialDropout3d({ rate: 0, dataFormat: bad(1) }), /^dataFormat: expected /],
  ];

  function expectRefused(make: () => unknown, error: RegExp, type: ErrorConstructor = TypeError): void {
    const { numTensors } = tf.memory();
    const thrown = thrownBy(make);
    expect(thrown).toBeInstanceOf(type);
    expect((thrown as Error).message).toMatch(error);
    expect(tf.memory().numTensors).toBe(numTensors);
  }

  for (const [make, error, type] of rows) test(`${make}: ${error}`, () => expectRefused(make, error, type));

  test('a noise shape with more axes than x is an error', () => {
    const layer = layers.dropout({ rate: 0.5, noiseShape: [1, 1, 1], seed: 8 });
    expect(() => layer.apply(tf.ones([2, 2]), { training: true })).toThrow(/^noiseShape: expected 2 entries/);
    expect(layer.getConfig()).not.toHaveProperty('draw');
  });

  test('two tensors are refused', () => {
    const layer = layers.dropout({ rate: 0.5 });
    expect(() => layer.apply([tf.ones([2]), tf.ones([2])], { training: true })).toThrow(/^inputs: expected one tensor/);
    expect(applied(layer, [tf.ones([2])] as never)).toEqual(Float32Array.of(1, 1));
  });
});

test('a config may have all fields of TensorFlow.js, and undefined ones', () => {
  const layer = layers.dropout({
    rate: 0.5,
    seed: undefined,
    noiseShape: null,
    batchInputShape: [null, 4],
    inputShape: [4],
    batchSize: 2,
    dtype: 'float32',
    inputDType: 'float32',
    name: 'some',
    trainable: false,
    weights: [],
  });
  expect(layer.getConfig()).toEqual({
    name: 'some',
    trainable: false,
    batchInputShape: [null, 4],
    dtype: 'float32',
    rate: 0.5,
    noiseShape: null,
  });
});

test('seeds in configs survive JSON: natural numbers as they are, others as that of their generator', () => {
  const saved = (seed: number | bigint | string) => {
    const config = JSON.parse(JSON.stringify(layers.dropout({ rate: 0.5, seed }).getConfig()));
    return config.seed;
  };
  expect([saved(42), saved(0)]).toEqual([42, 0]);
  expect(saved(2n ** 64n - 1n)).toBe('18446744073709551615');
  expect(saved('Some_Name')).toBe(new Generator(0).split('Some_Name').seed.toString());
  expect(saved(-1)).toBe(new Generator(0).split('-1').seed.toString());
  for (const seed of [2n ** 64n - 1n, 'Some_Name', -1, 0.5]) {
    const of = (seed: number | bigint | string) =>
      applied(layers.dropout({ rate: 0.5, seed }), tf.ones([100]), { training: true });
    expectSame(of(saved(seed)), of(seed), String(seed));
  }
});
