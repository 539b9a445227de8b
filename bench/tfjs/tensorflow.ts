/** Loads TensorFlow.js with one backend. A process loads one copy: two would warn about each kernel that both register. */

import { createRequire } from 'node:module';
import type { BackendName } from './backends.js';
import { TFJS_NODE } from './backends.js';

export type TensorFlow = typeof import('@tensorflow/tfjs');
export type Ours = typeof import('native-dropout/tfjs');

const require = createRequire(import.meta.url);

export async function tensorFlow(backend: BackendName): Promise<TensorFlow> {
  const tf = require(backend === 'tensorflow' ? TFJS_NODE : '@tensorflow/tfjs') as TensorFlow;
  tf.enableProdMode();
  if (backend === 'wasm') require('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend}`);
  return tf;
}
