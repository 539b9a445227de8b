/** What layers of models do, those of this package and those of TensorFlow.js that install() has taken over. */

import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import { checkInteger, MAX_INDEX } from '../check.js';
import { defaultGenerator } from '../default-generator.js';
import { message } from '../errors.js';
import { checkParameter } from '../form.js';
import type { Generator } from '../generator.js';
import type { Settings } from '../options.js';
import { inPasses } from '../passes.js';
import { nameOf } from './forms.js';
import type { LayerRow } from './layer-rows.js';
import { runForm } from './run-form.js';
import { generatorOf } from './seed.js';
import { generators } from './shared.js';

/** A layer as calls see it: its config lies in its properties. */
export type LayerObject = object & { seed?: unknown; draw?: unknown };

/** The generator of a layer with a seed goes on from call to call; layers without one have the default generator. */
function generatorFor(layer: LayerObject): Generator {
  if (layer.seed === undefined || layer.seed === null) return defaultGenerator;
  let generator = generators.get(layer);
  if (generator === undefined) {
    generator = generatorOf(layer.seed);
    generator.draw = checkInteger('draw', layer.draw ?? 0, 0, MAX_INDEX);
    generators.set(layer, generator);
  }
  return generator;
}

/** @throws {TypeError | RangeError} if the config of a layer is not what it should be. */
export function checkLayer(row: LayerRow, layer: LayerObject): void {
  const form = row.formOf(layer as Settings);
  checkParameter(form, (layer as Settings)[nameOf(form)], nameOf(form));
  generatorFor(layer);
}

export function callLayer(row: LayerRow, layer: LayerObject, inputs: Tensor | Tensor[], training: unknown): Tensor {
  const [input, ...more] = Array.isArray(inputs) ? inputs : [inputs];
  if (more.length > 0) throw new TypeError(message('inputs', 'one tensor', `${more.length + 1}`));
  if (!training && !inPasses()) return input;
  const form = row.formOf(layer as Settings);
  return runForm(form, input, (layer as Settings)[nameOf(form)], generatorFor(layer), 0, nameOf(form));
}

/** What the config of a layer with a seed has so that a model which is loaded goes on where the saved one was. */
export function positionOf(layer: LayerObject): serialization.ConfigDict {
  if (layer.seed === undefined || layer.seed === null) return {};
  const { seed, draw } = generatorFor(layer).state;
  const natural = typeof layer.seed === 'number' && Number.isSafeInteger(layer.seed) && layer.seed >= 0;
  return { seed: natural ? (layer.seed as number) : seed, ...(draw > 0 ? { draw } : {}) };
}
