/** onnxruntime for Node.js, on the processor: the operator Dropout with training_mode. */

import { createRequire } from 'node:module';
import { dropoutModel } from './onnx-model.js';
import type { Peer, PeerCase } from './peer.js';

/** The part of onnxruntime-node that is used here. */
interface OnnxRuntime {
  Tensor: new (type: 'float32', data: Float32Array, dims: number[]) => Tensor;
  InferenceSession: { create(model: Uint8Array): Promise<Session> };
}

interface Tensor {
  readonly data: Float32Array;
}

interface Session {
  run(feeds: { x: Tensor }, fetches: { y: Tensor }): Promise<{ y: Tensor }>;
}

const require = createRequire(import.meta.url);

export async function onnxruntime({ n, p }: PeerCase, x: Float32Array): Promise<Peer[]> {
  const { Tensor, InferenceSession } = require('onnxruntime-node') as OnnxRuntime;
  const { version } = require('onnxruntime-node/package.json') as { version: string };
  const session = await InferenceSession.create(dropoutModel(n, p));
  const input = new Tensor('float32', x, [n]);
  const out = new Tensor('float32', new Float32Array(n), [n]);
  return [
    {
      name: 'onnxruntime-node',
      version,
      run: () => session.run({ x: input }, { y: out }),
      output: () => out.data,
    },
  ];
}
