/** On a backend without synchronous reads, such as webgpu, masks are sent to the device and x stays there. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { Generator, manualSeed, zoneout as zoneoutOfArrays } from 'native-dropout';
import { dropout, install, layers, monteCarlo, uninstall, zoneout } from 'native-dropout/tfjs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { expectSame } from '../support/same.js';
import { tf, use } from './backends.js';
import { functions } from './functions.js';

await use('cpu');

interface Cpu {
  bufferSync(info: object): unknown;
  readSync(id: object): unknown;
}

const Cpu = tf.backend().constructor as new () => Cpu;

class Device extends Cpu {
  #inside = false;

  #within<T>(read: () => T): T {
    this.#inside = true;
    try {
      return read();
    } finally {
      this.#inside = false;
    }
  }

  /** Kernels of the cpu backend read tensors by it. */
  override bufferSync(info: object): unknown {
    return this.#within(() => super.bufferSync(info));
  }

  override readSync(id: object): unknown {
    if (this.#inside) return super.readSync(id);
    throw new ReferenceError('OffscreenCanvas is not defined');
  }

  async read(id: object): Promise<unknown> {
    return this.#within(() => super.readSync(id));
  }
}

tf.registerBackend('device', () => new Device() as never);
tf.copyRegisteredKernels('cpu', 'device');

beforeAll(() => use('device'));
afterEach(() => uninstall(tf));

async function values(tensor: Tensor): Promise<Float32Array> {
  const data = await tensor.data();
  tensor.dispose();
  return Float32Array.from(data);
}

test('reading from it at once throws', () => {
  expect(() => tf.ones([2]).dataSync()).toThrow(ReferenceError);
});

test.each(functions)('$name and its gradients are those of arrays', async ({ call, native, shapes }) => {
  for (const shape of shapes) {
    const n = shape.reduce((product, axis) => product * axis, 1);
    const [x, dy] = [1, 2].map((seed) => new Generator(seed).normal(n));
    x[0] = Number.NaN;
    const [tx, tdy] = [x, dy].map((array) => tf.tensor(array, [...shape]));
    const { numTensors, numDataBuffers } = tf.memory();
    const y = call(tx, 0.4, { seed: 5 });
    expectSame(await values(y), native(x, 0.4, { generator: new Generator(5), shape }), 'y');
    const dx = tf.grad((x) => call(x, 0.4, { seed: 5 }))(tx, tdy);
    await use('cpu');
    const [cx, cdy] = [x, dy].map((array) => tf.tensor(array, [...shape]));
    const expected = await values(tf.grad((x) => call(x, 0.4, { seed: 5 }))(cx, cdy));
    tf.dispose([cx, cdy]);
    await use('device');
    expectSame(await values(dx), expected, 'dx');
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
  }
});

test('zoneout and both its gradients', async () => {
  const arrays = [1, 2, 3].map((seed) => new Generator(seed).normal(50));
  arrays[0][3] = arrays[1][4] = Number.NaN;
  const [next, previous, dy] = arrays.map((array) => tf.tensor(array));
  const of = (a: Tensor, b: Tensor) => zoneout(a, b, 0.3, { seed: 5 });
  const kept = dropout(tf.ones([50]), 0.3, null, 5);
  const bits = await values(kept);
  const y = zoneoutOfArrays(arrays[0], arrays[1], 0.3, { generator: new Generator(5) });
  expectSame(await values(of(next, previous)), y, 'y');
  const [dNext, dPrevious] = tf.grads(of)([next, previous], dy);
  expectSame(
    await values(dNext),
    arrays[2].map((value, i) => (bits[i] === 0 ? 0 : value)),
    'next',
  );
  expectSame(
    await values(dPrevious),
    arrays[2].map((value, i) => (bits[i] === 0 ? value : 0)),
    'previous',
  );
});

test('of a tensor that lies elsewhere', async () => {
  await use('cpu');
  const x = tf.ones([100]);
  const expected = await values(dropout(x, 0.3, null, 5));
  await use('device');
  expectSame(await values(dropout(x, 0.3, null, 5)), expected, 'dropout');
});

test('models are trained on it', async () => {
  install(tf);
  manualSeed(3);
  const model = tf.sequential({
    layers: [
      tf.layers.lstm({ units: 3, dropout: 0.5, recurrentDropout: 0.5, returnSequences: true, inputShape: [3, 6] }),
      tf.layers.spatialDropout1d({ rate: 0.5 }),
      tf.layers.gaussianNoise({ stddev: 0.5 }),
      layers.alphaDropout({ rate: 0.5 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const { history } = await model.fit(tf.ones([4, 3, 6]), tf.ones([4, 1]), { epochs: 2, verbose: 0 });
  expect(history.loss.every(Number.isFinite)).toBe(true);
});

test('Monte Carlo passes run on it', async () => {
  const model = tf.sequential({ layers: [layers.dropout({ rate: 0.5, seed: 3, inputShape: [40] })] });
  const x = tf.ones([1, 40]);
  const { numTensors, numDataBuffers } = tf.memory();
  const { std } = await monteCarlo(9, () => model.predict(x) as Tensor);
  expect(Math.min(...std)).toBeGreaterThan(0);
  expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
});
