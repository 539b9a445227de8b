/** Forwards and backwards of layers. */

import type { ReferenceCall } from '../reference/forms.js';
import { type Shape, sizeOf } from '../reference/shapes.js';
import { ARITHMETIC, type DtypeName, type StoredArray } from '../reference/values.js';
import { attempt } from './attempt.js';
import type { Arguments, Wrong } from './bad.js';
import { DTYPES } from './input.js';
import { bitsOf } from './masks.js';
import {
  all,
  argumentsBeside,
  dividing,
  drawFor,
  evaluated,
  isIdentity,
  operandsFor,
  operationOf,
  partsOf,
  spoil,
  type Target,
  targetOf,
  wordsOf,
} from './operation.js';
import type { Row } from './rows.js';
import type { BackwardStep, ForwardStep } from './steps.js';
import { type Forward, type Into, type LayerModel, type MaskHeld, pick, show, type World } from './world.js';

/** Where a layer writes what it has calculated. */
function written(layer: LayerModel, which: 'forward' | 'backward', x: StoredArray, out: Target): Into {
  if (out.out !== undefined) return out.out;
  if (layer.inplace) return x;
  const kept = layer.memory.outputs[which];
  return layer.reuseOutput && kept?.constructor === x.constructor && kept.length === x.length ? kept : 'fresh';
}

/** With reuseOutput the next step must return the same array. */
function keepOutput(world: World, layer: LayerModel, which: 'forward' | 'backward', y: StoredArray, into: Into): void {
  if (layer.reuseOutput && into === 'fresh') {
    world.remember(layer, { outputs: { ...layer.memory.outputs, [which]: y } });
  }
}

/** A recomputation: the forward of a mask again, or of a mask from elsewhere. */
function recompute(world: World, step: ForwardStep): void {
  const layer = pick(world.layers, step.layer);
  const { row, real, history, memory } = layer;
  const { form } = row;
  const held = step.mask % 3 > 0 ? pick(history, step.mask >> 4)?.mask : pick(world.masks, step.mask >> 4);
  if (held === undefined) return;
  const own = history.find(({ mask }) => mask?.real === held.real);
  const { p } = held.model;
  const operation = operationOf(world, row, step, !layer.inplace, false);
  const { dtype, other, bias, offset, target } = operation;
  const shape = own !== undefined && step.mask % 3 === 1 ? own.shape : operation.shape;
  const like = String(shape) === String(operation.shape);
  const x = like ? operation.x : world.array(dtype, sizeOf(shape), step.x);
  if (!like && (row.reads.length > 0 || target.out !== undefined)) return;
  const told = own === undefined || !like || step.shaped;
  const options = {
    ...wordsOf(dtype, x),
    ...target,
    mask: held.real,
    ...(offset === 0 ? {} : { offset }),
    ...((row.needsShape || step.shaped) && (told || String(own?.shape) !== String(shape)) ? { shape } : {}),
  };
  const first = held.model.offset + offset;
  const args: Arguments = { x, others: argumentsBeside({ row, other, bias }), options };
  const outside = first + form.elements(shape) > held.model.limit ? { error: RangeError, names: 'offset' } : undefined;
  const rate = row.belowOne && p === 1 ? { error: RangeError, names: 'mask.p' } : undefined;
  const drawn = row.drawnAlone || row.passesGradient;
  const given = drawn && held.model.drawer === undefined ? { error: TypeError, names: 'mask' } : undefined;
  const natural = rate ?? outside ?? given ?? dividing(row, held.model);
  const wrong = natural ?? spoil(args, step.bad, row, 'forward', !layer.inplace);
  const what = `layer ${world.layers.indexOf(layer)} (${row.name})`;
  world.say(() => `${what}.forward(${[args.x, ...args.others, args.options].map(show).join(', ')})`);

  const about = { x, dtype, shape, bits: bitsOf(held.model), offset: first, other, bias };
  const expected = wrong === undefined && form.forward(about);
  const result = attempt(world, what, wrong, () => real.forward(args.x, ...args.others, args.options));
  if (!expected) return;
  const into = row.shortens ? 'fresh' : written(layer, 'forward', x, target);
  const parts = partsOf(result);
  world.settle(parts, expected, into, dtype);
  const y = parts.y as StoredArray;
  if (!row.shortens) keepOutput(world, layer, 'forward', y, into);

  const columns = bias?.length ?? 0;
  const mask = { real: held.real, model: { ...held.model, offset: first } };
  const record: Forward = { training: true, shape, dtype, mask, p, columns, y };
  world.remember(layer, { evaluated: undefined });
  const { pending } = memory;
  const repeats = own !== undefined && pending === own;
  const same = repeats && offset === 0 && sizeOf(own.shape) === x.length && own.columns === columns;
  if (!same) world.remember(layer, { pending: record, open: memory.open + 1 });
}

export function forward(world: World, step: ForwardStep): void {
  if (step.mask % 8 === 7) {
    recompute(world, step);
    return;
  }
  const layer = pick(world.layers, step.layer);
  const { row, real, generator, p } = layer;
  const operation = operationOf(world, row, operandsFor(generator, step), !layer.inplace, false);
  const { shape, dtype, x, other, bias, offset, target } = operation;
  const given = pick([undefined, undefined, undefined, true, false], step.training);
  const training = given ?? (world.depth > 0 || layer.training);
  const options = { ...operation.options, ...(given === undefined ? {} : { training: given }) };
  const args: Arguments = { x, others: argumentsBeside({ row, other, bias }), options };
  const { draw, wrong: natural } = drawFor(training, generator, row, p, operation);
  const wrong = natural ?? spoil(args, step.bad, row, 'forward', !layer.inplace);
  const what = `layer ${world.layers.indexOf(layer)} (${row.name})`;
  world.say(() => `${what}.forward(${[args.x, ...args.others, args.options].map(show).join(', ')})`);

  const bits = draw === undefined ? all(p) : bitsOf(draw.mask);
  const about = { x, dtype, shape, bits, offset, other, bias };
  const expected = wrong === undefined && (training ? row.form.forward(about) : evaluated(row.form, 'evaluate', about));
  const result = attempt(world, what, wrong, () => real.forward(args.x, ...args.others, args.options));
  if (!expected) return;
  if (draw !== undefined) world.drawn(generator, draw, 'layer');
  const identity = !training && isIdentity(row);
  const into =
    identity || row.shortens ? (target.out ?? (identity ? x : 'fresh')) : written(layer, 'forward', x, target);
  const parts = partsOf(result);
  world.settle(parts, expected, into, dtype);
  const y = parts.y as StoredArray;
  if (!identity && !row.shortens) keepOutput(world, layer, 'forward', y, into);

  const held = draw && { real: real.mask as NonNullable<typeof real.mask>, model: draw.mask };
  const record: Forward = { training, shape, dtype, mask: held, p: bits.p, columns: bias?.length ?? 0, y };
  world.remember(layer, { evaluated: training ? undefined : record });
  if (held === undefined) return;
  world.remember(layer, { pending: record, open: layer.memory.open + 1 });
  layer.history.push(record);
  world.masks.push(held);
}

/** The forward that a backward belongs to. */
interface Meant {
  readonly training: boolean;
  readonly shape: Shape;
  readonly mask: MaskHeld | undefined;
  readonly p: number;
  readonly columns: number;
  readonly y: StoredArray | undefined;
  /** Options of backward that name it. */
  readonly options: Record<string, unknown>;
}

/** Without a mask: the last forward, if that is certain. */
function lastOf({ memory, training }: LayerModel): Meant | undefined {
  const { evaluated, pending, open } = memory;
  const forward = training ? undefined : evaluated;
  if (forward !== undefined) return { ...forward, options: {} };
  return open > 1 || pending === undefined ? undefined : { ...pending, options: {} };
}

/** The forward of a mask. A layer knows the forwards of masks that it has handed out; for others options describe it. */
function forwardOf(world: World, layer: LayerModel, step: BackwardStep, dtype: DtypeName): Meant | undefined {
  const { row, history } = layer;
  const held = step.mask % 4 > 0 ? pick(history, step.mask >> 3)?.mask : pick(world.masks, step.mask >> 3);
  if (held === undefined) return undefined;
  const own = history.find(({ mask }) => mask?.real === held.real);
  const shape = own?.shape ?? pick(row.shapes, step.shape);
  const columns = own?.columns ?? (row.reads.includes('bias') ? pick([0, 1, 2, 4], step.bias) : 0);
  const told = own === undefined;
  const bias = columns === 0 ? null : pick([columns, ARITHMETIC[dtype].make(columns)], step.bias >> 2);
  return {
    training: true,
    shape,
    mask: held,
    p: held.model.p,
    columns,
    y: own?.y,
    options: {
      mask: held.real,
      ...((told && row.needsShape) || step.shaped ? { shape } : {}),
      ...(row.reads.includes('bias') && (told || step.bias % 8 === 0) ? { bias } : {}),
    },
  };
}

/** The error of a mask that does not fit the layer and the shape. */
function wrongMask(row: Row, { mask, shape, columns }: Meant, length: number): Wrong | undefined {
  if (mask === undefined) return undefined;
  const { form, drawnAlone } = row;
  const { offset, limit, drawer } = mask.model;
  if (offset + form.elements(shape) > limit) return { error: RangeError, names: 'offset' };
  if (columns > 0 && length % columns !== 0) return { error: RangeError, names: 'dy' };
  return drawnAlone && drawer === undefined ? { error: TypeError, names: 'mask' } : dividing(row, mask.model);
}

export function backward(world: World, step: BackwardStep): void {
  const layer = pick(world.layers, step.layer);
  const { row, real } = layer;
  const { form } = row;
  const what = `layer ${world.layers.indexOf(layer)} (${row.name})`;
  const byMask = step.mask % 8 > 3;
  const dtype = pick([DTYPES[step.dtype % DTYPES.length], 'float32'] as const, step.shape);
  const meant = byMask ? forwardOf(world, layer, step, dtype) : lastOf(layer);
  if (byMask && meant === undefined) return;
  const { training = true, shape = pick(row.shapes, step.shape), p = layer.p, mask } = meant ?? {};
  if (row.belowOne && p === 1) return;

  const dy = world.array(dtype, training ? form.length(shape, p) : sizeOf(shape), step.x);
  const target = row.shortens || layer.inplace ? {} : targetOf(world, step.target, dy, dtype, false);
  const relu = row.name === 'biasReluDropout';
  const own = meant?.y;
  const isLike = own !== undefined && own.constructor === dy.constructor && own.length === dy.length;
  const other = relu ? (isLike && step.other % 4 > 0 ? own : world.array(dtype, dy.length, step.other)) : undefined;
  const options = { ...meant?.options, ...wordsOf(dtype, dy), ...target };
  const args: Arguments = { x: dy, others: relu ? [other] : [], options };
  const wrong =
    meant === undefined
      ? { error: Error, names: row.layer.name }
      : (wrongMask(row, meant, dy.length) ?? spoil(args, step.bad, row, 'backward', !layer.inplace));
  world.say(() => `${what}.backward(${[args.x, ...args.others, args.options].map(show).join(', ')})`);

  const bits = training && mask !== undefined ? bitsOf(mask.model) : all(p);
  const offset = mask?.model.offset ?? 0;
  const about: ReferenceCall = { x: dy, dtype, shape, bits, offset, other, columns: meant?.columns };
  const expected =
    wrong === undefined && (training ? form.backward(about) : evaluated(form, 'evaluateBackward', about));
  const result = attempt(world, what, wrong, () => real.backward(args.x, ...args.others, args.options));
  if (!expected) return;
  const identity = training ? row.passesGradient : isIdentity(row);
  const into =
    identity || row.shortens ? (target.out ?? (identity ? dy : 'fresh')) : written(layer, 'backward', dy, target);
  const parts = partsOf(result);
  const passed = row.name === 'biasDropoutAdd' && into !== dy ? dy : 'fresh'; // the residual's gradient is dy
  world.settle(parts, expected, into, dtype, passed);
  if (!identity && !row.shortens) keepOutput(world, layer, 'backward', parts.y as StoredArray, into);
  if (training) world.remember(layer, byMask ? { pending: undefined, open: 0 } : { open: 0 });
}
