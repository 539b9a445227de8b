/** Makes a graph's calls on the package. The reference notes the mask of each call as constants. */

import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as native from 'native-dropout';
import * as ours from 'native-dropout/tfjs';
import { type ReferenceForm, selecting, zoneout } from '../../reference/forms.js';
import { drawn } from '../../reference/mask.js';
import { KINDS, normals } from '../../reference/numbers.js';
import { type Shape, sizeOf } from '../../reference/shapes.js';
import { input } from '../input.js';
import { assertSame } from '../store.js';
import { pick } from '../world.js';
import { type Calls, type NodeOf, SHAPE, SIZE } from './graph.js';
import { functions } from './rows.js';
import { tf } from './tensorflow.js';
import { type Constants, DROPOUT, type Draws, RECURRENT_DROPOUT, type TensorWorld } from './world.js';

const OFFSETS = [undefined, undefined, 1, 37];

/** The next mask of a generator, which takes a draw. */
function nextBits(generator: Draws, p: number) {
  const bits = drawn({ seed: generator.seed, draw: generator.draw, p });
  generator.draw += 1;
  return bits;
}

function constantsOf(form: ReferenceForm, shape: Shape, rate: number, generator: Draws, offset = 0): Constants {
  const about = { dtype: 'float32', shape, bits: nextBits(generator, form.rate(rate, shape)), offset } as const;
  const n = sizeOf(shape);
  return {
    slope: form.backward({ ...about, x: new Float32Array(n).fill(1) }).y as Float32Array,
    shift: form.forward({ ...about, x: new Float32Array(n) }).y as Float32Array,
  };
}

/** A rank of several, which has the samples of a layer's input in a larger batch. */
interface Rank {
  readonly rank: number;
  readonly ranks: number;
  /** Its micro-batches; undefined if it has one. */
  readonly sizes: readonly number[] | undefined;
}

function rankOf({ split, micro }: { split: number; micro: number }, samples: number): Rank | undefined {
  const ranks = pick([0, 0, 1, 2, 3], split);
  if (ranks === 0) return undefined;
  const first = (micro >> 1) % (samples + 1);
  return { rank: (split >> 3) % ranks, ranks, sizes: micro % 2 === 0 ? undefined : [first, samples - first] };
}

/** The constants of a rank: those of the whole batch, cut. */
function constantsOfRank(
  { rank, ranks }: Rank,
  form: ReferenceForm,
  [samples, ...rest]: Shape,
  rate: number,
  generator: Draws,
): Constants {
  const { slope, shift } = constantsOf(form, [samples * ranks, ...rest], rate, generator);
  const n = slope.length / ranks;
  const cut = (whole: Float32Array): Float32Array => whole.slice(rank * n, (rank + 1) * n);
  return { slope: cut(slope), shift: cut(shift) };
}

/** Runs a layer as a rank, with its micro-batches one after the other. */
function asRank(
  layer: object,
  x: Tensor,
  rank: Rank | undefined,
  run: (x: Tensor, part: ours.BatchPart | undefined) => Tensor,
): Tensor {
  if (rank === undefined) return run(x, undefined);
  const { ranks, sizes } = rank;
  const batchSize = x.shape[0] * ranks;
  const even = sizes?.every((size) => size === sizes[0]);
  const microBatches = sizes && (even ? 2 * ranks : Array<readonly number[]>(ranks).fill(sizes).flat());
  const part = ours.splitBatch(layer, { rank: rank.rank, ranks, batchSize, microBatches });
  assert.equal(part.to - part.from, x.shape[0], 'the samples of a rank');
  try {
    if (sizes === undefined) return run(x, part);
    return tf.concat(part.step((from, to) => run(x.slice(from - part.from, to - from), part)));
  } finally {
    part.stop();
  }
}

/** The calls of the package; `log` gets the constants of each that drops. */
export function realCalls(world: TensorWorld, log: Constants[]): Calls {
  /** The arguments of a layer: in passes it drops without `training`. */
  const modeOf = (training: boolean) => (world.passes ? undefined : { training });
  /** Passes have whole batches. */
  const ranksNow = (node: { split: number; micro: number }, samples: number) =>
    world.passes ? undefined : rankOf(node, samples);
  return {
    function(node, x) {
      const row = pick(functions, node.row);
      const offset = row.takesOffset ? pick(OFFSETS, node.offset) : undefined;
      const { seed, generator } = world.seedOf(node.seed);
      const shaped = x.reshape([...row.shape]);
      const y = world.counted(() => row.call(shaped, node.rate, seed, offset));
      log.push(constantsOf(row.form, row.shape, node.rate, generator, offset));
      return y.reshape(SHAPE);
    },
    zoneout(node, x, other) {
      const offset = pick(OFFSETS, node.offset);
      const { seed, generator } = world.seedOf(node.seed);
      const options = { seed, ...(offset === undefined ? {} : { offset }) };
      const y = world.counted(() => ours.zoneout(x, other, node.rate, options));
      const bits = nextBits(generator, node.rate);
      const dy = new Float32Array(SIZE).fill(1);
      const kept = zoneout.backward({ x: dy, dtype: 'float32', shape: SHAPE, bits, offset: offset ?? 0 });
      log.push({ slope: kept.y as Float32Array, shift: kept.other as Float32Array });
      return y;
    },
    layer(node, x) {
      const layer = pick(world.layers, node.layer);
      const { row, real, rate, generator } = layer;
      world.calls += 1;
      const rank = ranksNow(node, row.shape[0]);
      const offset = rank === undefined ? pick(OFFSETS, node.offset) : undefined;
      const kwargs = { ...modeOf(node.training), ...(offset === undefined ? {} : { offset }) };
      const shaped = x.reshape([...row.shape]);
      const y = asRank(real, shaped, rank, (part) => real.apply(part, kwargs) as Tensor);
      const about = [row.form, row.shape, rate, generator] as const;
      if (world.drops(node, layer)) {
        log.push(rank === undefined ? constantsOf(...about, offset) : constantsOfRank(rank, ...about));
      }
      return y.reshape(SHAPE);
    },
    recurrent(node, x) {
      const { real, masks } = world.pair(node.row);
      world.calls += 1;
      const rank = ranksNow({ ...node, micro: 0 }, SHAPE[0]); // a product of fewer rows may round differently
      const run = (part: Tensor): Tensor => real.apply(part, modeOf(node.training)) as Tensor;
      const y = asRank(real, x.reshape(SHAPE), rank, run);
      if (!world.drops(node)) return y;
      for (const rate of [DROPOUT, RECURRENT_DROPOUT]) {
        for (let i = 0; i < masks; ++i) {
          const about = [selecting(), [2, 8], rate, world.generators[0]] as const;
          log.push(rank === undefined ? constantsOf(...about) : constantsOfRank(rank, ...about));
        }
      }
      return y;
    },
    array: (node) => callOnArray(world, node),
    bad: (node, x) => badCall(world, node, x),
  };
}

/** A call that has nothing to do with the graph. */
function callOnArray(world: TensorWorld, { which, generator: code }: NodeOf<'array'>): undefined {
  const generator = pick(world.generators, code);
  const { real } = generator;
  world.calls += 1;
  if (which % 2 === 0) {
    const x = input('float32', 40, which) as Float32Array;
    const y = native.dropout(x, 0.3, real === native.defaultGenerator ? {} : { generator: real });
    const bits = nextBits(generator, 0.3);
    const expected = selecting().forward({ x, dtype: 'float32', shape: [40], bits, offset: 0 });
    assertSame(y, expected.y, 'the call on an array');
  } else {
    assertSame(real.normal(9), Float32Array.from(normals(generator, 9, KINDS[32], 0, 1)), 'normals');
    generator.draw += 1;
  }
}

function badCall(world: TensorWorld, { which, seed: code }: NodeOf<'bad'>, x: Tensor): undefined {
  const { seed } = world.seedOf(code);
  const options = seed === undefined ? {} : { seed };
  const [{ real, row }] = world.layers;
  const shaped = x.reshape([...row.shape]);
  const alone: Rank = { rank: 0, ranks: 1, sizes: undefined };
  const offset = (part: Tensor): Tensor => real.apply(part, { training: true, offset: 1 }) as Tensor;
  const wrong: readonly (readonly [ErrorConstructor, string, () => unknown])[] = [
    [RangeError, 'rate', () => ours.dropout(x, 2, null, seed)],
    [TypeError, 'rate', () => ours.alphaDropout(x, '0.5' as never, options)],
    [RangeError, 'shape', () => ours.dropBlock2d(x, 0.5, options)],
    [TypeError, 'seed', () => ours.weightDrop(x, 0.5, { seed: {} as never })],
    [TypeError, 'options', () => ours.dropPath(x, 0.5, { ...options, sede: 1 } as never)],
    [TypeError, 'x', () => ours.gaussianDropout('x' as never, 0.5, options)],
    [RangeError, 'rank', () => ours.splitBatch(real, { rank: 2, ranks: 2, batchSize: 2 })],
    [TypeError, 'run', () => asRank(real, shaped, alone, (_, part) => part?.step(async () => {}) as never)],
    ...(world.passes ? [] : [[TypeError, 'offset', () => asRank(real, shaped, alone, offset)] as const]),
  ];
  const [error, names, call] = pick(wrong, which);
  const before = tf.memory().numTensors;
  world.calls += 1;
  assert.throws(call, (thrown: Error) => thrown.constructor === error && thrown.message.includes(names), names);
  assert.equal(tf.memory().numTensors, before, 'tensors that a bad call leaves');
}
