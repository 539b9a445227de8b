/** The frameworks whose dropout the playground replays: their code, and the source that draws the same. */

import { type AnyGenerator, Generator } from 'native-dropout';
import {
  JaxKey,
  KerasSeedGenerator,
  NumpyGenerator,
  OnnxRuntimeSeed,
  TensorflowEager,
  TfjsSeed,
  TorchGenerator,
} from 'native-dropout/replay';

type Seed = number | bigint;

export interface Framework {
  name: string;
  code(seed: Seed, p: number): string;
  /** @throws {TypeError | RangeError} for a seed that the framework does not take. */
  source(seed: Seed): AnyGenerator;
}

export const FRAMEWORKS: Framework[] = [
  {
    name: 'native-dropout',
    code: (seed, p) => `dropout(x, ${p}, { generator:\n  new Generator(${seed}) })`,
    source: (seed) => new Generator(seed),
  },
  {
    name: 'PyTorch',
    code: (seed, p) => `torch.manual_seed(${seed})\nF.dropout(x, ${p})`,
    source: (seed) => new TorchGenerator(seed),
  },
  {
    name: 'JAX',
    code: (seed, p) => `key = jax.random.key(${seed})\njax.random.bernoulli(key, 1 - ${p}, x.shape)`,
    source: (seed) => new JaxKey(seed),
  },
  {
    name: 'TensorFlow',
    code: (seed, p) => `tf.random.set_seed(${seed})\ntf.nn.dropout(x, ${p})`,
    source: (seed) => new TensorflowEager(seed),
  },
  {
    name: 'Keras',
    code: (seed, p) => `layer = layers.Dropout(${p}, seed=${seed})\nlayer(x, training=True)`,
    source: (seed) => new KerasSeedGenerator(seed as number, { backend: 'tensorflow' }),
  },
  {
    name: 'onnxruntime',
    code: (seed, p) => `make_node('Dropout', …, seed=${seed})\n# ratio = ${p}`,
    source: (seed) => new OnnxRuntimeSeed(seed),
  },
  {
    name: 'TensorFlow.js',
    code: (seed, p) => `tf.dropout(x, ${p}, null, ${seed})`,
    source: (seed) => new TfjsSeed(seed as number),
  },
  {
    name: 'numpy',
    code: (seed, p) => `rng = np.random.default_rng(${seed})\nrng.random(n) >= ${p}`,
    source: (seed) => new NumpyGenerator(seed),
  },
];
