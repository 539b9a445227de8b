/** Models of many layers: they are found in arrays, Maps, Sets and objects, whatever the model is made of. */

import { checkBoolean, isBranded, isPlain, isRecord, notPlain } from '../input/check.js';
import { message, wrongType } from '../input/errors.js';
import { isList } from '../input/list.js';
import { own } from '../input/options.js';
import { checkLayerState, LAYER, type Layer } from './layer.js';
import type { LayerState } from './options.js';

/** The states of a model's layers by their paths, such as 'encoder.0.dropout'. Survives JSON and structuredClone. */
export type ModelState = Record<string, LayerState>;

/** An object of a model, and how it is reached; names become paths only if asked for, because a chain may be long. */
interface Part {
  readonly object: object;
  readonly name: string | number;
  readonly of: Part | undefined;
}

/** Calls found(name, value) for all that an object holds. */
function eachPart(object: object, found: (name: string | number, value: unknown) => void): void {
  if (isList(object)) {
    for (let i = 0; i < object.length; ++i) found(i, object[i]);
    if (Object.getPrototypeOf(object) === Array.prototype) return; // to name each index takes seconds
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

/** What can hold layers: no number, and no revoked Proxy, whose parts are gone. */
function isPart(value: unknown): value is object {
  return isRecord(value) || isList(value);
}

function pathOf(part: Part): string {
  const names: (string | number)[] = [];
  for (let at = part; at.of !== undefined; at = at.of) names.push(at.name);
  return names.reverse().join('.');
}

/**
 * The layers of a model, each once, where it is met first: depth first, in the order of the properties.
 * @throws {TypeError} if there are none, because what is asked of a model would be done to nothing.
 */
function layersOf(model: unknown): Map<Layer, Part> {
  if (!isPart(model)) throw wrongType('model', 'a layer, or an array or an object that holds some', model);
  const layers = new Map<Layer, Part>();
  const seen = new Set<object>();
  const left: Part[] = [{ object: model, name: '', of: undefined }];
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    const { object } = part;
    if (seen.has(object)) continue;
    seen.add(object);
    if (isLayer(object)) {
      layers.set(object, part);
      continue;
    }
    const of = part;
    const parts: Part[] = [];
    eachPart(object, (name, value) => {
      if (isPart(value)) parts.push({ object: value, name, of });
    });
    for (const one of parts.reverse()) left.push(one);
  }
  if (layers.size > 0) return layers;
  throw new TypeError('model: found no layer of native-dropout (private fields such as #d cannot be seen)');
}

/** The layers of a model by their paths, which a checkpoint knows them by. */
function layersByPath(model: unknown): Map<string, Layer> {
  const layers = new Map<string, Layer>();
  for (const [layer, part] of layersOf(model)) {
    const path = pathOf(part);
    if (layers.has(path)) throw new Error(message('model', 'paths that differ', `two layers at ${path}`));
    layers.set(path, layer);
  }
  return layers;
}

/**
 * Sets the mode of every layer of this package that a model has: in arrays, Maps, Sets and objects, also those of classes,
 * however deep; private fields (#name) cannot be seen. Cycles are no problem.
 * @param model A layer, or an array or an object that holds some.
 * @returns The model.
 * @throws {TypeError} if model has no layer that can be seen, or mode is not a boolean; no layer has changed then.
 *
 * @example
 * import { Dropout, train } from 'native-dropout';
 * const model = { hidden: [new Dropout(0.5), new Dropout(0.2)] };
 * train(model, false); // evaluation
 */
export function train<T>(model: T, mode = true): T {
  checkBoolean('mode', mode);
  for (const layer of layersOf(model).keys()) layer.train(mode);
  return model;
}

/**
 * What a checkpoint keeps of a model's layers, by their paths; layers are found as by {@link train}, each at the first path
 * that leads to it: names of properties and keys of Maps, or else places in Maps and Sets, with dots between them.
 * @throws {TypeError} if model has no layer that can be seen, {Error} if two layers have one path.
 *
 * @example
 * import { Dropout, layerState } from 'native-dropout';
 * const checkpoint = JSON.stringify(layerState({ hidden: [new Dropout(0.5)] })); // {"hidden.0":{"p":0.5, …}}
 */
export function layerState(model: object): ModelState {
  return Object.fromEntries(Array.from(layersByPath(model), ([path, layer]) => [path, layer.state]));
}

/**
 * Goes to a state that {@link layerState} gave, of this model or one that is built like it.
 * @throws {TypeError | RangeError | Error} if model is none for {@link layerState}, or the state does not fit: a layer is missing in it or in the model, a field is not what
 * it should be, or layers that share a generator have it at different places. Nothing has changed then.
 *
 * @example
 * import { Dropout, layerState, loadLayerState } from 'native-dropout';
 * const model = [new Dropout(0.5)];
 * loadLayerState(model, JSON.parse(JSON.stringify(layerState(model))));
 */
export function loadLayerState(model: object, state: ModelState): void {
  const layers = layersByPath(model);
  if (!isPlain(state)) throw notPlain('state', ' with a state for each layer', state);
  for (const path of Object.keys(state)) {
    if (!layers.has(path)) throw new RangeError(message('state', 'paths that the model has', path));
  }
  const places = new Map<object, string>();
  const states = Array.from(layers, ([path, layer]): [Layer, LayerState] => {
    const given = own(state, path);
    const name = `state["${path}"]`;
    if (given === undefined) throw new RangeError(message(name, 'a state of that layer', 'none'));
    const { p, training, seed, draw } = checkLayerState(name, given as object, layer._form);
    const generator = { seed: seed.toString(), draw };
    const place = JSON.stringify(generator);
    const other = places.get(layer.generator) ?? place;
    if (other !== place) {
      throw new RangeError(message(`${name}.generator`, `${other}, as layers share it`, place));
    }
    places.set(layer.generator, place);
    return [layer, { p, training, generator }];
  });
  for (const [layer, one] of states) layer.state = one;
}
