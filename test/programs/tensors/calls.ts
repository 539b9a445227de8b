/** Makes a graph's calls on the package. The reference notes the mask of each call as constants. */

import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as native from 'native-dropout';
import * as ours from 'native-dropout/tfjs';
import { type ReferenceForm, selecting, zoneout } from '../../reference/forms.js';
import { KINDS, normals } from '../../reference/numbers.js';
import { type Shape, sizeOf } from '../../reference/shapes.js';
import type { Wrong } from '../bad.js';
import { type AnyModel, given, type Next, OwnGenerator, SourceModel } from '../generators.js';
import { input } from '../input.js';
import { bitsOf, type MaskModel } from '../masks.js';
import { assertSame } from '../store.js';
import { pick } from '../world.js';
import { type Calls, type NodeOf, SHAPE, SIZE } from './graph.js';
import { type FunctionRow, functions } from './rows.js';
import { tf } from './tensorflow.js';
import { type Constants, DROPOUT, type Logged, RECURRENT_DROPOUT, type TensorWorld } from './world.js';

const OFFSETS = [undefined, undefined, 1, 37];

/** The offset of a call. Sources take none, an error that is to be rare. */
const offsetFor = (generator: AnyModel, code: number): number | undefined =>
  generator instanceof SourceModel && code % 16 > 2 ? undefined : pick(OFFSETS, code);

/** Backends on which quotients of other frameworks are divided; others multiply by the inverse. */
const DIVIDING = ['cpu', 'wasm', 'tensorflow'];

/** The next draw for a call of a form. */
function nextOf(
  generator: AnyModel,
  { form, shape, dropping }: Pick<FunctionRow, 'form' | 'shape' | 'dropping'>,
  rate: number,
  offset = 0,
): Next {
  const [p, elements, length] = [form.rate(rate, shape), form.elements(shape), sizeOf(shape)];
  return generator.next({ row: { dropping }, p, elements, length, dtype: 'float32', offset });
}

function constantsOf(form: ReferenceForm, shape: Shape, mask: MaskModel): Constants {
  const n = sizeOf(shape);
  const { offset } = mask;
  const slopeOf = (model: MaskModel): Float32Array => {
    const ones = new Float32Array(n).fill(1);
    return form.backward({ x: ones, dtype: 'float32', shape, bits: bitsOf(model), offset }).y as Float32Array;
  };
  const slope = slopeOf(mask);
  const zeros = new Float32Array(n);
  const shift = form.forward({ x: zeros, dtype: 'float32', shape, bits: bitsOf(mask), offset }).y as Float32Array;
  const { factor } = mask;
  if (factor?.rule !== 'divide' || !DIVIDING.includes(tf.getBackend())) return { slope, shift };
  const kept = slopeOf({ ...mask, factor: { rule: 'multiply', by: 1 } });
  const isScaled = slope.some((value, i) => value !== kept[i]);
  if (!isScaled) return { slope, shift };
  return { slope: kept, shift, by: factor.by };
}

/** The constants of the next draw of our generators, which is taken. */
function nextConstants(
  world: TensorWorld,
  form: ReferenceForm,
  shape: Shape,
  rate: number,
  generator: OwnGenerator,
  offset = 0,
): Constants {
  const { draw } = nextOf(generator, { form, shape, dropping: 'select' }, rate, offset);
  assert(draw !== undefined, 'a draw is left');
  world.drawn(generator, draw, 'tensor');
  return constantsOf(form, shape, draw.mask);
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
  world: TensorWorld,
  form: ReferenceForm,
  [samples, ...rest]: Shape,
  rate: number,
  generator: OwnGenerator,
): Constants {
  const { slope, shift } = nextConstants(world, form, [samples * ranks, ...rest], rate, generator);
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
export function realCalls(world: TensorWorld, log: Logged[]): Calls {
  /** A call of a function, with the constants of its mask. The generator may refuse it. */
  const drop = (generator: AnyModel, next: Next, call: () => Tensor, constants: (mask: MaskModel) => Constants) => {
    const { draw, wrong } = next;
    if (draw === undefined) {
      refuse(world, wrong, call);
      log.push(undefined);
      return undefined;
    }
    const y = world.counted(call);
    world.drawn(generator, draw, 'tensor');
    log.push(constants(draw.mask));
    return y;
  };
  /** The arguments of a layer: in passes it drops without `training`. */
  const modeOf = (training: boolean) => (world.passes ? undefined : { training });
  /** Passes have whole batches. */
  const ranksNow = (node: { split: number; micro: number }, samples: number) =>
    world.passes ? undefined : rankOf(node, samples);
  return {
    function(node, x) {
      const row = pick(functions, node.row);
      const { seed, generator } = world.seedOf(node.seed);
      const offset = row.takesOffset ? offsetFor(generator, node.offset) : undefined;
      const shaped = x.reshape([...row.shape]);
      const next = nextOf(generator, row, node.rate, offset);
      const call = (): Tensor => row.call(shaped, node.rate, seed, offset);
      return drop(generator, next, call, (mask) => constantsOf(row.form, row.shape, mask))?.reshape(SHAPE);
    },
    zoneout(node, x, other) {
      const { seed, generator } = world.seedOf(node.seed);
      const offset = offsetFor(generator, node.offset);
      const options = { seed, ...(offset === undefined ? {} : { offset }) };
      const next = nextOf(generator, { form: zoneout, shape: SHAPE, dropping: 'select' }, node.rate, offset);
      return drop(
        generator,
        next,
        () => ours.zoneout(x, other, node.rate, options),
        (mask) => {
          const dy = new Float32Array(SIZE).fill(1);
          const about = { dtype: 'float32', shape: SHAPE, bits: bitsOf(mask), offset: mask.offset } as const;
          const kept = zoneout.backward({ x: dy, ...about });
          return { slope: kept.y as Float32Array, shift: kept.other as Float32Array };
        },
      );
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
      const about = [world, row.form, row.shape, rate, generator] as const;
      if (world.drops(node, layer)) {
        log.push(rank === undefined ? nextConstants(...about, offset) : constantsOfRank(rank, ...about));
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
          const about = [world, selecting(), [2, 8], rate, world.generators[0]] as const;
          log.push(rank === undefined ? nextConstants(...about) : constantsOfRank(rank, ...about));
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
  world.calls += 1;
  if (generator instanceof OwnGenerator && which % 2 === 1) {
    const expected = Float32Array.from(normals(generator.place, 9, KINDS[32], 0, 1));
    assertSame(generator.real.normal(9), expected, 'normals');
    world.drawn(generator, generator, 'function');
    return;
  }
  const x = input('float32', 40, which) as Float32Array;
  const { draw } = nextOf(generator, { form: selecting(), shape: [40], dropping: 'select' }, 0.3);
  assert(draw !== undefined, 'no source refuses 40 elements');
  const y = native.dropout(x, 0.3, given(generator));
  world.drawn(generator, draw, 'function');
  const about = { x, dtype: 'float32', shape: [40], bits: bitsOf(draw.mask), offset: 0 } as const;
  assertSame(y, selecting().forward(about).y, 'the call on an array');
}

/** A call that its source refuses. Arguments of functions of tensors are seeds, not generators. */
function refuse(world: TensorWorld, wrong: Wrong | undefined, call: () => Tensor): void {
  assert(wrong !== undefined);
  const names = wrong.error === TypeError ? /^(seed|generator): / : new RegExp(`^${wrong.names}: `);
  fails(world, call, wrong.error, names);
}

/** A call that must throw, and leave no tensor. */
function fails(world: TensorWorld, call: () => unknown, error: ErrorConstructor, names: string | RegExp): void {
  const before = tf.memory().numTensors;
  world.calls += 1;
  const isNamed = (message: string): boolean => message.search(names) >= 0;
  assert.throws(call, (thrown: Error) => thrown.constructor === error && isNamed(thrown.message), String(names));
  assert.equal(tf.memory().numTensors, before, 'tensors that a bad call leaves');
}

function badCall(world: TensorWorld, { which, seed: code }: NodeOf<'bad'>, x: Tensor): undefined {
  const { seed, generator } = world.seedOf(code);
  const options = seed === undefined ? {} : { seed };
  const [{ real, row }] = world.layers;
  const shaped = x.reshape([...row.shape]);
  const alone: Rank = { rank: 0, ranks: 1, sizes: undefined };
  const offset = (part: Tensor): Tensor => real.apply(part, { training: true, offset: 1 }) as Tensor;
  const wrong: readonly (readonly [ErrorConstructor, string, () => unknown])[] = [
    [RangeError, 'rate', () => ours.dropout(x, 2, null, seed)],
    [TypeError, 'rate', () => ours.alphaDropout(x, '0.5' as never, options)],
    generator instanceof SourceModel
      ? [TypeError, 'seed', () => ours.dropBlock2d(x, 0.5, options)]
      : [RangeError, 'shape', () => ours.dropBlock2d(x, 0.5, options)],
    [TypeError, 'seed', () => ours.weightDrop(x, 0.5, { seed: {} as never })],
    [TypeError, 'options', () => ours.dropPath(x, 0.5, { ...options, sede: 1 } as never)],
    [TypeError, 'x', () => ours.gaussianDropout('x' as never, 0.5, options)],
    [RangeError, 'rank', () => ours.splitBatch(real, { rank: 2, ranks: 2, batchSize: 2 })],
    [TypeError, 'run', () => asRank(real, shaped, alone, (_, part) => part?.step(async () => {}) as never)],
    ...(world.passes ? [] : [[TypeError, 'offset', () => asRank(real, shaped, alone, offset)] as const]),
  ];
  const [error, names, call] = pick(wrong, which);
  fails(world, call, error, names);
}
