import { choice, probability, words } from '../options.mjs';
import { bitsOptions, checkBits, giveBits } from './bits.mjs';

/** Of each framework, what its mask is called there, and how it is drawn here. */
const SOURCES = {
  torch: ['torch.manual_seed(seed), F.dropout', (of, seed) => new of.TorchGenerator(seed)],
  jax: ['bernoulli(jax.random.key(seed), 1 - p)', (of, seed) => new of.JaxKey(seed)],
  tensorflow: ['tf.random.set_seed(seed), tf.nn.dropout', (of, seed) => new of.TensorflowEager(seed)],
  keras: ['layers.Dropout(p, seed=seed) on TensorFlow', (of, seed) => new of.KerasSeedGenerator(seed)],
  onnxruntime: ['a Dropout node with this seed', (of, seed) => new of.OnnxRuntimeSeed(seed)],
  tfjs: ['tf.dropout(x, p, null, seed) on its cpu backend', (of, seed) => new of.TfjsSeed(seed)],
  numpy: ['np.random.default_rng(seed).random(n) >= p', (of, seed) => new of.NumpyGenerator(seed)],
};

const names = Object.keys(SOURCES);
const width = Math.max(...names.map((name) => name.length));
const table = Object.entries(SOURCES).map(([name, [theirs]]) => `  ${name.padEnd(width)}  ${theirs}`);

/** Numbers have the type that the sources take; a text is a seed of TensorFlow.js. */
function seedOf(text) {
  if (!/^-?\d+$/.test(text)) return text;
  return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
}

export const replay = {
  does: ["Prints the elements of another framework's first mask, 1 for kept ones.", '', ...table].join('\n'),
  argument: {
    ...choice('', names, undefined),
    text: 'one of these frameworks',
    hint: 'source',
    expected: `one of ${names.join(', ').replace('torch', 'torch (PyTorch)')}`,
  },
  options: {
    seed: { ...words('the seed, as that framework takes it', '0'), hint: 'seed' },
    p: probability('the probability of dropping', 0.5),
    ...bitsOptions,
  },
  async run({ argument, seed, p, ...bits }) {
    checkBits(bits);
    const of = await import('native-dropout/replay');
    const [, source] = SOURCES[argument];
    giveBits(() => source(of, argument === 'tfjs' ? seed : seedOf(seed)).mask(p, bits.n), bits);
  },
};
