import { dropout } from 'native-dropout';
import { JaxKey, LinenRngs, NnxRngs, type NnxStream, type Source } from 'native-dropout/replay';
import { inputOf } from '../golden.js';
import { integers } from './arrays.js';
import type { Chance } from './chance.js';
import { type Framework, inPython, kindOf } from './framework.js';

const SHORT = { float32: 'f32', float16: 'f16', bfloat16: 'bf16' } as const;
type Narrow = keyof typeof SHORT;

interface Setup {
  seed: string;
  impl: 'threefry2x32' | 'rbg';
  partitionable: boolean;
  x64: boolean;
  /** The rates of nnx.Dropout layers. */
  layers: number[];
}

interface Subject {
  key: JaxKey;
  rngs: NnxStream;
  layers: [rate: number, stream: NnxStream][];
}

const kind = kindOf<Setup, Subject>();

/** Few lengths: JAX compiles each function for each of them. */
const length = (chance: Chance): number => chance.of([1, 33, 257, 1000]);
const fans = (chance: Chance): [number, number] =>
  chance.of([
    [1, 1],
    [3, 5],
    [16, 32],
  ]);
/** Other generators than threefry are known in float32. */
const floats = (chance: Chance, { impl }: Setup): Narrow =>
  impl === 'rbg' ? 'float32' : chance.of(['float32', 'float16', 'bfloat16']);
const wordsOf = (keys: readonly JaxKey[]): Float64Array => integers(keys.flatMap((key) => key.state.words));
const bytesOf = (array: ArrayBufferView): number[] => [
  ...new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
];

const dropped = (n: number, p: number, generator: Source, dtype: Narrow): Float32Array =>
  dropout(inputOf(n, SHORT[dtype]) as Float32Array, p, { generator, dtype });

export const jax: Framework<Setup, Subject> = {
  name: 'JAX and Flax',
  ...inPython('steps_jax', ['jax', 'flax'], { JAX_PLATFORMS: 'cpu', XLA_FLAGS: '--xla_cpu_max_isa=AVX2' }),
  scripts: 2, // most of the time goes into compilation
  setup: (chance, index) => ({
    seed: String(chance.of([index, -index, 2 ** 40 + index])),
    impl: index % 5 === 1 ? 'rbg' : 'threefry2x32',
    partitionable: index % 5 !== 2,
    x64: index % 5 === 3,
    layers: [0.5, 0.1, 0, 1, 0.021],
  }),
  start({ seed, impl, partitionable, x64, layers }) {
    const options = { impl, partitionable, x64 };
    const rngs = new NnxRngs(BigInt(seed), options).stream('dropout');
    return {
      key: new JaxKey(BigInt(seed), options),
      rngs,
      layers: layers.map((rate) => [rate, rngs.fork()]),
    };
  },
  state: ({ key }) => wordsOf([key]),
  kinds: {
    split: kind(
      (chance) => {
        const n = chance.integer(1, 5);
        return [n, chance.integer(0, n - 1)] as const;
      },
      (subject, n, which) => {
        const keys = subject.key.split(n);
        subject.key = keys[which];
        return wordsOf(keys);
      },
    ),
    fold_in: kind(
      (chance) => [chance.of([0, 1, chance.integer(0, 2 ** 32 - 1)])] as const,
      (subject, data) => {
        subject.key = subject.key.foldIn(data);
        return wordsOf([subject.key]);
      },
    ),
    bits: kind(
      (chance, { impl }) => [length(chance), impl === 'rbg' ? 32 : chance.of([8, 16, 32] as const)] as const,
      ({ key }, n, width) => integers(key.bits(n, width)),
    ),
    bernoulli: kind(
      (chance, { impl, x64 }) => {
        const high = !x64 && chance.unit() < 0.3;
        const dtype = high || chance.unit() < 0.5 ? null : floats(chance, { impl } as Setup);
        const usual = impl === 'rbg' && x64 ? 'float32' : null;
        return [chance.rate(), length(chance), high ? 'high' : 'low', dtype ?? usual] as const;
      },
      ({ key }, p, n, mode, dtype) => key.bernoulli(p, n, { mode, dtype: dtype ?? undefined }),
    ),
    uniform: kind(
      (chance, setup) => [length(chance), -5 * chance.unit(), 9 * chance.unit(), floats(chance, setup)] as const,
      ({ key }, n, minval, maxval, dtype) => key.uniform(n, { minval, maxval, dtype }),
    ),
    unit: kind(
      (chance, setup) => [length(chance), setup.x64 ? 'float64' : floats(chance, setup)] as const,
      ({ key }, n, dtype) => key.uniform(n, { dtype }),
    ),
    normal: kind(
      (chance) => [length(chance)] as const,
      ({ key }, n) => key.normal(n),
    ),
    truncated: kind(
      (chance) => [length(chance)] as const,
      ({ key }, n) => key.truncatedNormal(n),
    ),
    randint: kind(
      (chance) => {
        const low = -chance.integer(0, 1e6);
        return [length(chance), low, low + chance.of([1, 1000, 2 ** 16, 2 ** 30, 2 ** 31 - 1])] as const;
      },
      ({ key }, n, low, high) => integers(key.randint(n, low, high)),
    ),
    permutation: kind(
      (chance) => [chance.of([1, 33, 1626])] as const,
      ({ key }, n) => integers(key.permutation(n)),
    ),
    lecun_normal: kind(fans, ({ key }, a, b) => key.lecunNormal(a, b)),
    glorot_uniform: kind(fans, ({ key }, a, b) => key.glorotUniform(a, b)),
    linen: kind(
      (chance, setup) => {
        const name = () => chance.of(['Dropout_0', 'block', 'a']);
        const path = Array.from({ length: chance.integer(1, 3) }, name);
        return [path, chance.rate(), length(chance), floats(chance, setup)] as const;
      },
      ({ key }, path, p, n, dtype) => {
        const generator = new LinenRngs(key).module(path);
        const calls = [1, 2].map(() => dropped(n, p, generator, dtype));
        return Uint8Array.from(calls.flatMap(bytesOf));
      },
    ),
    nnx_layer: kind(
      (chance, setup) => [chance.integer(0, 4), length(chance), floats(chance, setup)] as const,
      ({ layers }, k, n, dtype) => dropped(n, ...layers[k], dtype),
    ),
    nnx_call: kind(
      (chance, setup) => [chance.rate(), length(chance), floats(chance, setup)] as const,
      ({ rngs }, p, n, dtype) => dropped(n, p, rngs, dtype),
    ),
    nnx_linear: kind(fans, ({ rngs }, a, b) => {
      const kernel = rngs.next().lecunNormal(a, b);
      rngs.next(); // for the bias
      return kernel;
    }),
  },
};
