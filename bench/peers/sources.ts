/** The sources of native-dropout/replay, on one thread: the masks of the frameworks that are timed beside them. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { type Build, HERE } from '../trial/build.js';
import type { Peer, PeerCase } from './peer.js';

type Replay = typeof import('native-dropout/replay');

/** The peer that each source replays. */
export const REPLAYED: Readonly<Record<string, string>> = {
  TorchGenerator: 'PyTorch',
  JaxKey: 'JAX',
  TensorflowSeed: 'TensorFlow',
  OnnxRuntimeSeed: 'onnxruntime-node',
  TfjsSeed: 'tfjs, cpu backend',
};

export function sourceName(source: string): string {
  return `native-dropout ${source}`;
}

export async function sources({ p }: PeerCase, x: Float32Array, { exports, addon }: Build): Promise<Peer[]> {
  const { dropout } = exports;
  const replay = (await import(pathToFileURL(join(HERE, 'dist/replay/index.js')).href)) as Replay;
  const generators = {
    TorchGenerator: new replay.TorchGenerator(1),
    JaxKey: new replay.JaxKey(1),
    TensorflowSeed: new replay.TensorflowSeed([1, 2]),
    OnnxRuntimeSeed: new replay.OnnxRuntimeSeed(1),
    TfjsSeed: new replay.TfjsSeed(1),
  };
  const out = new Float32Array(x.length);
  return Object.entries(generators).map(([name, generator]) => ({
    name: sourceName(name),
    version: manifest.version,
    prepare() {
      addon?.setIsa(addon.isas()[0]);
      addon?.setThreads(1);
    },
    run() {
      dropout(x, p, { generator, out });
    },
    output: () => out,
  }));
}
