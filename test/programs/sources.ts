/** The sources of native-dropout/replay: how programs make each of them, and what it draws. */

import type { Source } from 'native-dropout';
import * as replay from 'native-dropout/replay';
import { type Pair, threefry } from '../reference/words.js';
import type { Draws, Place } from './frameworks/draws.js';
import { jaxKey, linenModule, nnxStream } from './frameworks/jax.js';
import { type KerasBackend, keras } from './frameworks/keras.js';
import { numpyGenerator, numpyRandomState } from './frameworks/numpy.js';
import { onnxruntime } from './frameworks/onnxruntime.js';
import {
  tensorflowEager,
  tensorflowGenerator,
  tensorflowOperation,
  tensorflowSeed,
  tensorflowSeeded,
} from './frameworks/tensorflow.js';
import { tfjs } from './frameworks/tfjs.js';
import { torch, torchCompile, torchCuda } from './frameworks/torch.js';

/** A source, and what it draws. */
export interface Member {
  /** The name of its class, as states have it. */
  readonly name: string;
  readonly real: Source;
  readonly draws: Draws;
  /** The parts of the place that are its state. Default: all. */
  readonly state?: readonly string[];
  /** The state at a place, for sources whose state is simple. */
  readonly stateAt?: ((place: Place) => unknown) | undefined;
  /** Begins anew by a number. Returns the place. */
  renew?(value: number): Place;
}

/** Sources that share a place. */
export interface Family {
  readonly place: Place;
  readonly members: readonly Member[];
}

const alone =
  (
    name: string,
    draws: Draws,
    make: (seed: number) => Source,
    placeOf: (seed: number) => Place,
    stateAt?: Member['stateAt'],
  ) =>
  (seed: number): Family => ({ place: placeOf(seed), members: [{ name, real: make(seed), draws, stateAt }] });

const words = ([high, low]: Pair): Place => ({ high, low });
const stream = (key: Pair): Place => ({ ...words(key), count: 0 });
const forked = (seed: number): Pair => threefry([0, seed], [0, 0]);
const PLATFORMS = ['linux', 'macos', 'windows'] as const;
const BACKENDS: readonly KerasBackend[] = ['tensorflow', 'jax', 'torch', 'numpy'];
const PATH = ['Block_0', 'Dropout_0'];
/** The fewest of a GPU, so that long masks need several rounds. */
const THREADS = 256;

/** Makes a family by a seed in [0, 255]. */
export const families: readonly ((seed: number) => Family)[] = [
  (seed) => {
    const real = new replay.TorchGenerator(seed);
    return {
      place: { seed, words: 0, second: -1 },
      members: [
        { name: 'TorchGenerator', real, draws: torch, state: ['seed', 'words'] },
        {
          name: 'TorchCompileGenerator',
          real: new replay.TorchCompileGenerator(real, { operations: 2 }),
          draws: torchCompile,
        },
      ],
    };
  },
  alone(
    'TorchCudaGenerator',
    torchCuda(THREADS),
    (seed) => new replay.TorchCudaGenerator(seed, { threads: THREADS }),
    (seed) => ({ seed, offset: 0 }),
    ({ seed, offset }) => ({ seed: `${seed}`, offset }),
  ),
  alone(
    'JaxKey',
    jaxKey,
    (seed) => new replay.JaxKey(seed),
    (seed) => words([0, seed]),
  ),
  alone(
    'NnxStream',
    nnxStream,
    (seed) => new replay.NnxRngs(seed).stream('dropout'),
    (seed) => stream([0, seed]),
  ),
  alone(
    'NnxStream',
    nnxStream,
    (seed) => new replay.NnxRngs({ dropout: seed }).stream('dropout').fork(),
    (seed) => stream(forked(seed)),
  ),
  (seed) => {
    const rngs = new replay.LinenRngs(new replay.JaxKey(seed));
    const renew = (value: number): Place => {
      rngs.apply(new replay.JaxKey(value));
      return stream([0, value]);
    };
    const member = { name: 'LinenModule', real: rngs.module(PATH), draws: linenModule(PATH), renew };
    return { place: stream([0, seed]), members: [member] };
  },
  ...[0, 1].map((jit) =>
    alone(
      'TensorflowSeed',
      tensorflowSeed,
      (seed) => new replay.TensorflowSeed([seed, 2], { jitCompile: jit === 1 }),
      (seed) => ({ first: seed, second: 2, jit }),
    ),
  ),
  (seed) => {
    const real = new replay.TensorflowEager(seed);
    const seeded = (own: number): Member => ({
      name: 'TensorflowEager',
      real: real.operation(own),
      draws: tensorflowSeeded(own),
    });
    return {
      place: { seed, unseeded: 0 },
      members: [{ name: 'TensorflowEager', real, draws: tensorflowEager }, seeded(4), seeded(0)],
    };
  },
  alone(
    'TensorflowOperation',
    tensorflowOperation,
    (seed) => {
      const traced = new replay.TensorflowFunction(seed);
      traced.operation();
      return traced.operation();
    },
    (seed) => ({ graph: seed, seed: 1, elements: 0 }),
  ),
  alone(
    'TensorflowGenerator',
    tensorflowGenerator,
    (seed) => new replay.TensorflowGenerator(seed),
    (seed) => ({ seed, elements: 0 }),
  ),
  ...BACKENDS.map((backend) =>
    alone(
      `KerasSeedGenerator of ${backend}`,
      keras(backend),
      (seed) => new replay.KerasSeedGenerator(seed, { backend }),
      (seed) => ({ seed, count: 0 }),
      ({ seed, count }) => [seed, count],
    ),
  ),
  ...PLATFORMS.map((platform, i) =>
    alone(
      'OnnxRuntimeSeed',
      onnxruntime,
      (seed) => new replay.OnnxRuntimeSeed(seed, { platform }),
      (seed) => ({ seed, runs: 0, platform: i }),
      ({ seed, runs, platform }) => ({ seed: `${seed}`, runs, platform: PLATFORMS[platform] }),
    ),
  ),
  alone(
    'TfjsSeed',
    tfjs,
    (seed) => new replay.TfjsSeed(seed),
    (seed) => ({ seed }),
    ({ seed }) => seed,
  ),
  alone(
    'NumpyRandomState',
    numpyRandomState,
    (seed) => new replay.NumpyRandomState(seed),
    (seed) => ({ seed, numbers: 0 }),
  ),
  alone(
    'NumpyGenerator',
    numpyGenerator,
    (seed) => new replay.NumpyGenerator(seed),
    (seed) => ({ seed, numbers: 0 }),
  ),
];

/** The n-th programs' sources, with which a few programs have all. */
export const inTurn = (n: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ family: count * n + i, seed: n % 256 }));

/** The uses of every source: `layer JaxKey`. */
export function usesOf(uses: readonly string[]): string[] {
  const members = families.flatMap((make) => make(0).members);
  const names = new Set(members.flatMap(({ name, real }) => [name, real.constructor.name]));
  return uses.flatMap((use) => [...names].map((name) => `${use} ${name}`));
}
