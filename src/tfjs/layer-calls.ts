/** Calls of layers: of this package, and of TensorFlow.js after install(). */

import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { checkInteger, isRecord, MAX_INDEX } from '../input/check.js';
import { message, wrongType } from '../input/errors.js';
import type { Settings } from '../input/options.js';
import { Generator } from '../random/generator.js';
import { inPasses } from '../random/passes.js';
import { nameOf } from './forms.js';
import type { LayerRow } from './layer-rows.js';
import { microBatchOf } from './part.js';
import { runOnTensors } from './run-on-tensors.js';
import { generatorBy, unseeded } from './seed.js';
import { generators, type InstallOptions } from './shared.js';

/** A layer; its properties hold its config. */
export type LayerObject = object & {
  seed?: unknown;
  draw?: unknown;
  /** Its calls in graphs. */
  readonly inboundNodes?: readonly { readonly inboundLayers: readonly object[]; readonly callArgs?: CallArgs | null }[];
};

/** The dtypes that TensorFlow.js casts to float when it adds and multiplies. */
const UPCAST: readonly string[] = ['int32', 'bool'];

/** Keras may write an object as the seed; TensorFlow.js ignores it. */
const isSeeded = ({ seed }: LayerObject): boolean => seed !== undefined && seed !== null && !isRecord(seed);

/** A layer with a seed has its own generator, which moves on from call to call; others use the default generator. */
export function generatorFor(layer: LayerObject): Generator {
  if (!isSeeded(layer)) return unseeded();
  let generator = generators.get(layer);
  if (generator === undefined) {
    const { seed } = generatorBy(layer.seed).state;
    const draw = checkInteger('draw', layer.draw ?? 0, 0, MAX_INDEX);
    generator = new Generator({ seed, draw }); // made at its draw, because monteCarlo() undoes later moves
    generators.set(layer, generator);
  }
  return generator;
}

/** Marks layers that drop with this package, of every copy in the process. */
export const DROPS = Symbol.for('native-dropout.drops');

/** The keyword arguments of a call. */
export interface CallArgs {
  readonly training?: unknown;
  /** The mask element of the first element of the input. */
  readonly offset?: unknown;
}

export function callLayer(
  row: LayerRow,
  layer: LayerObject,
  inputs: Tensor | Tensor[],
  { training, offset }: CallArgs = {},
  { fixedTraining = false }: InstallOptions = {},
  settings: () => Settings = () => layer as Settings,
): Tensor {
  const [input, ...more] = Array.isArray(inputs) ? inputs : [inputs];
  if (more.length > 0) throw new TypeError(message('inputs', 'one tensor', `${more.length + 1}`));
  if (!training && !inPasses() && !(fixedTraining && isFixed(layer))) return input;
  const microBatch = microBatchOf(layer);
  if (offset !== undefined && microBatch !== undefined) {
    throw wrongType('offset', 'none, because splitBatch gives the layer its part', offset);
  }
  const form = row.formOf(settings());
  const given = (layer as Settings)[nameOf(form)];
  const number = row.read === undefined ? given : row.read(given);
  const engine = peers.core().engine();
  return engine.tidy(() => {
    const upcast = row.integers && UPCAST.includes(input.dtype);
    const x = upcast ? engine.runKernel<Tensor>('Cast', { x: input }, { dtype: 'float32' }) : input;
    return runOnTensors(form, { x }, number, generatorFor(layer), { offset, microBatch });
  });
}

/** Whether all calls of a layer in graphs have `training: true`. A model's first node is no call: it has no inbound layers. */
export function isFixed({ inboundNodes = [] }: LayerObject): boolean {
  const calls = inboundNodes.filter(({ inboundLayers }) => inboundLayers.length > 0);
  return calls.length > 0 && calls.every(({ callArgs }) => callArgs?.training === true);
}

/** Those fields of a layer's config that it has as properties. */
export function fieldsOf(layer: object, fields: readonly string[]): serialization.ConfigDict {
  return Object.fromEntries(Object.entries(layer).filter(([field]) => fields.includes(field)));
}

/** Seed and draw for the config of a layer with a seed, so that a loaded model continues where it was saved. */
export function positionOf(layer: LayerObject, { draws = true }: InstallOptions = {}): serialization.ConfigDict {
  if (!isSeeded(layer)) return {};
  const { seed, draw } = generatorFor(layer).state;
  const natural = typeof layer.seed === 'number' && Number.isSafeInteger(layer.seed) && layer.seed >= 0;
  return { seed: natural ? (layer.seed as number) : seed, ...(draws && draw > 0 ? { draw } : {}) };
}
