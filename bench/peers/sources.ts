/** The sources of native-dropout/replay, on one thread: the masks and numbers of the frameworks that are timed beside them. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { type Build, HERE } from '../trial/build.js';
import type { Peer, PeerCase } from './peer.js';

type Replay = typeof import('native-dropout/replay');
type NumberSource = Omit<Peer, 'output'>;

/** The peer that each source replays. */
export const REPLAYED: Readonly<Record<string, string>> = {
  TorchGenerator: 'PyTorch',
  JaxKey: 'JAX',
  TensorflowSeed: 'TensorFlow',
  OnnxRuntimeSeed: 'onnxruntime-node',
  TfjsSeed: 'tfjs, cpu backend',
};

/** The function that each method of a source replays. These rows draw numbers, and have no dropout. */
export const REPLAYED_NUMBERS: Readonly<Record<string, string>> = {
  'TorchGenerator.randn': 'torch.randn',
  'NumpyGenerator.random': 'default_rng.random',
};

export function drawsNumbers(name: string): boolean {
  const names = Object.entries(REPLAYED_NUMBERS).flatMap(([source, replayed]) => [sourceName(source), replayed]);
  return names.includes(name);
}

export function sourceName(source: string): string {
  return `native-dropout ${source}`;
}

/** Dropout by each source. */
export async function sources({ p }: PeerCase, x: Float32Array, build: Build): Promise<Peer[]> {
  const { dropout } = build.exports;
  const replay = await load();
  const generators = {
    TorchGenerator: new replay.TorchGenerator(1),
    JaxKey: new replay.JaxKey(1),
    TensorflowSeed: new replay.TensorflowSeed([1, 2]),
    OnnxRuntimeSeed: new replay.OnnxRuntimeSeed(1),
    TfjsSeed: new replay.TfjsSeed(1),
  };
  const out = new Float32Array(x.length);
  return Object.entries(generators).map(([name, generator]) => ({
    ...onOneThread(build, name),
    run() {
      dropout(x, p, { generator, out });
    },
    output: () => out,
  }));
}

/** Numbers of sources, written to existing arrays. */
export async function numberSources({ n }: PeerCase, build: Build): Promise<NumberSource[]> {
  const { TorchGenerator, NumpyGenerator } = await load();
  const torch = new TorchGenerator(1);
  const numpy = new NumpyGenerator(1);
  const normals = new Float32Array(n);
  const uniforms = new Float64Array(n);
  return [
    { ...onOneThread(build, 'TorchGenerator.randn'), run: () => void torch.randn(normals) },
    { ...onOneThread(build, 'NumpyGenerator.random'), run: () => void numpy.random(uniforms) },
  ];
}

async function load(): Promise<Replay> {
  return (await import(pathToFileURL(join(HERE, 'dist/replay/index.js')).href)) as Replay;
}

function onOneThread({ addon }: Build, name: string): Pick<Peer, 'name' | 'version' | 'prepare'> {
  return {
    name: sourceName(name),
    version: manifest.version,
    prepare() {
      addon?.setIsa(addon.isas()[0]);
      addon?.setThreads(1);
    },
  };
}
