/** TensorFlow.js: tf.dropout on its JavaScript and its WebAssembly backend. */

import { createRequire } from 'node:module';
import type { Peer, PeerCase } from './peer.js';

/** The part of @tensorflow/tfjs-core that is used here. */
interface TensorFlow {
  version_core: string;
  enableProdMode(): void;
  setBackend(name: string): Promise<boolean>;
  tensor1d(values: Float32Array): Tensor;
  dropout(x: Tensor, rate: number): Tensor;
}

interface Tensor {
  data(): Promise<Float32Array>;
  dispose(): void;
}

const require = createRequire(import.meta.url);

export async function tfjs({ p }: PeerCase, x: Float32Array): Promise<Peer[]> {
  const tf = require('@tensorflow/tfjs-core') as TensorFlow;
  tf.enableProdMode();
  const peers: Peer[] = [];
  for (const backend of ['cpu', 'wasm']) {
    require(`@tensorflow/tfjs-backend-${backend}`);
    await tf.setBackend(backend);
    const input = tf.tensor1d(x);
    let y: Tensor | undefined;
    peers.push({
      name: `tfjs, ${backend} backend`,
      version: tf.version_core,
      async prepare() {
        await tf.setBackend(backend);
      },
      run() {
        y?.dispose();
        y = tf.dropout(input, p);
      },
      output: () => y?.data() ?? new Float32Array(),
    });
  }
  return peers;
}
