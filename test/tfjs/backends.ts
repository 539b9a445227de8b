/** TensorFlow.js and its backends. */

import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs';
import { beforeAll, describe } from 'vitest';
import { onNode, require } from './copy.js';

export const tf: typeof TensorFlow = require(onNode ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs');
tf.env().set('PROD', true); // without advice on which backend to install
createRequire(import.meta.url)('@tensorflow/tfjs-backend-wasm');

/** A backend that this package does not know by its name. */
const UNKNOWN = 'unknown';
const ofCpu = tf.findBackendFactory('cpu');
tf.registerBackend(UNKNOWN, ofCpu);
tf.copyRegisteredKernels('cpu', UNKNOWN);

/** In tfjs-node, its own one and another that it shares tensors with. */
export const backends: readonly string[] = onNode ? ['cpu', 'tensorflow'] : ['cpu', 'wasm', UNKNOWN];

/** Makes the tests of `body` for every backend. */
export function onBackends(body: (backend: string) => void): void {
  describe.each(backends)('%s', (backend) => {
    beforeAll(() => use(backend));
    body(backend);
  });
}

export async function use(backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} does not run here`);
}

export type Held = ReturnType<typeof held>;

/** The memory of the current backend. */
export function held() {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { numTensors, numDataBuffers, numBytes, numDataIds: tf.engine().backend.numDataIds() };
}

/** Reads a tensor's numbers, and disposes it. */
export function taken(tensor: TensorFlow.Tensor): Float32Array {
  const values = tensor.dataSync();
  tensor.dispose();
  return Float32Array.from(values);
}
