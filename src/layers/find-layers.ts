/** Finds the layers of a model in arrays, Maps, Sets and objects, whatever the model is made of. */

import { isBranded, isRecord } from '../input/check.js';
import { message, wrongType } from '../input/errors.js';
import { isList } from '../input/list.js';
import { LAYER, type Layer } from './layer.js';

/** An object of a model, and how it is reached. Paths are made only when needed, because a chain may be long. */
interface Part {
  readonly object: object;
  readonly name: string | number;
  readonly of: Part | undefined;
}

/** Calls found(name, value) for each entry of an object. */
function eachPart(object: object, found: (name: string | number, value: unknown) => void): void {
  if (isList(object)) {
    for (let i = 0; i < object.length; ++i) found(i, object[i]);
    if (Object.getPrototypeOf(object) === Array.prototype) return; // Object.keys() takes seconds for millions of entries
  }
  for (const name of Object.keys(object)) {
    const { value } = Object.getOwnPropertyDescriptor(object, name) ?? {}; // no getter runs
    found(name, value);
  }
  let place = 0;
  if (object instanceof Map) {
    for (const [key, value] of object) {
      found(typeof key === 'string' || typeof key === 'number' ? key : place, value); // other keys are no names
      place += 1;
    }
  } else if (object instanceof Set) {
    for (const value of object) found(place++, value);
  }
}

function isLayer(value: unknown): value is Layer {
  return isBranded(value, LAYER) && typeof (value as Layer).train === 'function';
}

/** Whether a value can hold layers; a revoked Proxy cannot. */
export function isPart(value: unknown): value is object {
  return isRecord(value) || isList(value);
}

export function pathOf(part: Part): string {
  const names: (string | number)[] = [];
  for (let at = part; at.of !== undefined; at = at.of) names.push(at.name);
  return names.reverse().join('.');
}

/**
 * Visits the objects of a model, each once: depth first, in the order of the properties. It enters those for which `visit`
 * returns true, and does not follow properties with the names `links`.
 */
export function eachObject(model: object, links: readonly unknown[], visit: (part: Part) => boolean): void {
  const seen = new Set<object>();
  const left: Part[] = [{ object: model, name: '', of: undefined }];
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if (seen.has(part.object)) continue;
    seen.add(part.object);
    if (!visit(part)) continue;
    const of = part;
    const parts: Part[] = [];
    eachPart(of.object, (name, value) => {
      if (isPart(value) && !links.includes(name)) parts.push({ object: value, name, of });
    });
    for (const one of parts.reverse()) left.push(one);
  }
}

/**
 * The layers of a model, each once, in the order of {@link eachObject}.
 * @throws {TypeError} if there are none, because the caller would do nothing.
 */
export function layersOf(model: unknown): Map<Layer, Part> {
  if (!isPart(model)) throw wrongType('model', 'a layer, or an array or an object that holds layers', model);
  const layers = new Map<Layer, Part>();
  eachObject(model, [], (part) => {
    const { object } = part;
    if (!isLayer(object)) return true;
    layers.set(object, part);
    return false;
  });
  if (layers.size > 0) return layers;
  throw new TypeError('model: found no layer of native-dropout (private fields such as #d cannot be seen)');
}

/**
 * The layers of a model by their paths.
 * @throws {Error} if two layers have the same path.
 */
export function layersByPath(model: unknown): Map<string, Layer> {
  const layers = new Map<string, Layer>();
  for (const [layer, part] of layersOf(model)) {
    const path = pathOf(part);
    if (layers.has(path)) throw new Error(message('model', 'a different path for each layer', `two layers at ${path}`));
    layers.set(path, layer);
  }
  return layers;
}
