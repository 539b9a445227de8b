/** The numbers and draws of a model's dropout layers, wherever they are: in models, wrappers and custom layers. */

import { CheckpointError } from '../checkpoint/checkpoint-error.js';
import { isPlain, isRecord } from '../input/check.js';
import { isList } from '../input/list.js';
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

/** Links between layers, which lead out of the model. */
const LINKS = ['inboundNodes', 'outboundNodes'];

function isLayer(value: unknown): value is Layer {
  const { getClassName, apply } = Object(value) as { getClassName?: unknown; apply?: unknown };
  return isRecord(value) && typeof getClassName === 'function' && typeof apply === 'function';
}

/** The dropout layers in a layer, by their paths, each at the first path that leads to it. */
function layersIn(model: object): Map<string, Layer> {
  const found = new Map<string, Layer>();
  const seen = new Set<object>();
  function visit(value: unknown, path: string): void {
    if (!(isList(value) || isPlain(value) || isLayer(value)) || seen.has(value)) return;
    seen.add(value);
    if (isLayer(value) && Object.hasOwn(LAYER_ROWS, value.getClassName())) found.set(path, value);
    const { layers } = value as { layers?: unknown };
    if (isLayer(value) && isList(layers)) {
      visit(layers, path === '' ? 'layers' : `${path}.layers`); // a model
      return;
    }
    for (const [key, { value: part }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      if (!LINKS.includes(key)) visit(part, path === '' ? key : `${path}.${key}`);
    }
  }
  visit(model, '');
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
