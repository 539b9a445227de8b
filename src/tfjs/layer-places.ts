/** The numbers and draws of a model's dropout layers, wherever they are: in models, wrappers and custom layers. */

import { CheckpointError } from '../checkpoint/checkpoint-error.js';
import { isPlain } from '../input/check.js';
import { isList } from '../input/list.js';
import { eachObject, pathOf } from '../layers/find-layers.js';
import { LINKS } from './find-dropping.js';
import { type LayerObject, positionOf } from './layer-calls.js';
import { LAYER_ROWS } from './layer-rows.js';
import { generators } from './shared.js';

interface Layer extends LayerObject {
  getClassName(): string;
  rate?: number;
  stddev?: number;
}

/** A layer's number, and the next draw of its seed. Survives JSON. */
export interface Place {
  rate?: number;
  stddev?: number;
  draw?: number;
}

function isLayer(value: object): value is Layer {
  const { getClassName, apply } = value as { getClassName?: unknown; apply?: unknown };
  return typeof getClassName === 'function' && typeof apply === 'function';
}

const isDropout = (object: object): object is Layer =>
  isLayer(object) && Object.hasOwn(LAYER_ROWS, object.getClassName());

/** The dropout layers in a model, by their paths, each at the first path that leads to it. */
function layersIn(model: object): Map<string, Layer> {
  const found = new Map<string, Layer>();
  eachObject(model, LINKS, (part) => {
    const { object } = part;
    if (isDropout(object)) found.set(pathOf(part), object);
    return isList(object) || isPlain(object) || isLayer(object);
  });
  return found;
}

function placeOf(layer: Layer): Place {
  const { rate, stddev } = layer;
  const { seed, draw = 0 } = positionOf(layer);
  return {
    ...(typeof rate === 'number' ? { rate } : {}),
    ...(typeof stddev === 'number' ? { stddev } : {}),
    ...(seed === undefined ? {} : { draw: draw as number }),
  };
}

export function placesOf(model: object): Record<string, Place> {
  return Object.fromEntries(Array.from(layersIn(model), ([path, layer]) => [path, placeOf(layer)]));
}

/** Plans to restore the places. @throws {CheckpointError} if the model has other layers. */
export function planPlaces(model: object, places: Record<string, Place>): () => void {
  const layers = layersIn(model);
  const [own, saved] = [[...layers.keys()].join(), Object.keys(places).join()];
  if (own !== saved) throw new CheckpointError('model', 'model', `dropout layers at ${saved || 'no place'}`, own);
  return () => {
    for (const [path, layer] of layers) {
      const { draw, ...numbers } = places[path];
      Object.assign(layer, numbers);
      if (draw === undefined || placeOf(layer).draw === draw) continue;
      const generator = generators.get(layer);
      if (generator !== undefined) generator.draw = draw;
    }
  };
}
