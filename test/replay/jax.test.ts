/** JaxKey, NnxRngs and LinenRngs give the keys, masks, values and weights of JAX and Flax, from golden data. */

import { dropout } from 'native-dropout';
import { JaxKey, LinenRngs, NnxRngs, type NnxStream } from 'native-dropout/replay';
import { expect, test } from 'vitest';
import { pack } from '../../src/core/packed.js';
import { golden, inputOf, keepOf, numbersOf, valuesOf } from './golden.js';

interface NnxCase {
  how: 'default' | 'named' | 'call';
  seed: number;
  params: number;
  shape: number[];
  p: number;
  calls: number;
  broadcast?: number[];
}

interface Outcome {
  keep: string;
}

interface Model {
  in: { seed: number; sizes: number[]; ps: number[]; batch: number; steps: number };
  out: { kernels: object[]; steps: Outcome[][] };
}

interface Linen {
  in: { seed: number; batch: number; p: number; steps: number };
  out: { root: Outcome[]; steps: Record<string, Outcome>[]; dense: object };
}

interface Data {
  nnx: { in: NnxCase; out: object[] }[];
  nnxModels: Model[];
  linen: Linen[];
}

const { nnx, nnxModels, linen } = golden<Data>('jax.json');

/** A mask as golden data has it: what becomes of ones. */
function keepOfOnes(n: number, p: number, generator: NnxStream | JaxKey | ReturnType<LinenRngs['module']>): object {
  const ones = new Float32Array(n).fill(1);
  const kept = Uint8Array.from(dropout(ones, p, { generator }), (value) => Number(value !== 0));
  return keepOf(pack(kept), n);
}

test.each(nnx)('nnx: $in', ({ in: { how, seed, params, shape, p, calls, broadcast = [] }, out }) => {
  const rngs = new NnxRngs(how === 'named' ? { params, dropout: seed } : seed);
  const stream = rngs.stream('dropout');
  const n = shape.reduce((size, axis) => size * axis);
  const x = inputOf(n) as Float32Array;
  const noiseShape = shape.map((axis, i) => (broadcast.includes(i) ? 1 : axis));
  const drop = (rate: number, generator: NnxStream): object => {
    const y = dropout(x, rate, { generator, shape, noiseShape });
    return { ...keepOf(pack(Uint8Array.from(y, (value) => Number(value !== 0))), n), ...valuesOf(y) };
  };
  const layers: [number, NnxStream][] =
    how === 'call' ? [[p, stream]] : [p, p / 2].map((rate) => [rate, stream.fork()]);
  const all = Array.from({ length: calls }, () => layers.map(([rate, generator]) => drop(rate, generator)));
  expect(all.flat()).toEqual(out);
});

test.each(nnxModels)('an nnx model: $in', ({ in: { seed, sizes, ps, batch, steps }, out }) => {
  const rngs = new NnxRngs(seed);
  const kernels = sizes.slice(1).map((size, i) => {
    const kernel = rngs.stream('params').next().lecunNormal(sizes[i], size);
    rngs.stream('params').next(); // the bias
    return numbersOf(kernel);
  });
  const layers = ps.map(() => rngs.stream('dropout').fork());
  const step = () => layers.map((layer, i) => keepOfOnes(batch * sizes[i + 1], ps[i], layer));
  expect({ kernels, steps: Array.from({ length: steps }, step) }).toEqual(out);
});

test.each(linen)('linen: $in', ({ in: { seed, batch, p, steps }, out }) => {
  const key = new JaxKey(seed);
  const kernel = new LinenRngs(key).module(['Dense_0']).next().lecunNormal(5, 8);
  expect(numbersOf(kernel)).toEqual(out.dense);

  const rngs = new LinenRngs(key);
  const drop = (path: string[], rate: number) => keepOfOnes(8 * batch, rate, rngs.module(path));
  const made = Array.from({ length: steps }, (_, step) => {
    rngs.apply(key.foldIn(step));
    const root = drop([], p);
    const first = drop(['block', 'Dropout_0'], p) as Outcome;
    const second = drop(['block', 'Dropout_1'], p / 2) as Outcome;
    const both = (BigInt(`0x${first.keep}`) & BigInt(`0x${second.keep}`)).toString(16).padStart(2 * batch, '0');
    return {
      root,
      step: {
        'Dropout_0 #1': drop(['Dropout_0'], p),
        'block/Dropout_0 #1': first,
        'block/Dropout_1 #1 (of what the first left)': { keep: both },
        'twice #1': drop(['twice'], p),
        'twice #2': drop(['twice'], p),
      },
    };
  });
  expect({ root: made.map(({ root }) => root), steps: made.map(({ step }) => step) }).toEqual({
    root: out.root,
    steps: out.steps,
  });
});
