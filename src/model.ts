/** Models of many layers: they are found in arrays, maps and objects, whatever the model is made of. */

import { checkBoolean, isBranded, isRecord } from './check.js';
import { message, wrongType } from './errors.js';
import { checkLayerState, LAYER, type Layer } from './layers/layer.js';
import type { LayerState } from './layers/options.js';
import { own } from './options.js';

/** The states of a model's layers by their paths, such as 'encoder.0.dropout'. Survives JSON and structuredClone. */
export type ModelState = Record<string, LayerState>;

/** What an object holds, by name: its own enumerable data, and the entries of a Map. */
function* partsOf(object: object): Iterable<[name: string, value: unknown]> {
  for (const name of Object.keys(object)) {
    const { value } = Object.getOwnPropertyDescriptor(object, name) ?? {}; // no getter runs
    yield [name, value];
  }
  if (!(object instanceof Map)) return;
  let place = 0;
  for (const [key, value] of object) {
    const name = typeof key === 'string' || typeof key === 'number' ? key : place; // what is no name has a place
    yield [String(name), value];
    place += 1;
  }
}

function isLayer(value: unknown): value is Layer {
  return isBranded(value, LAYER) && typeof (value as Layer).train === 'function';
}

function isPart(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

/** The layers of a model, each once, by the path where it is met first: depth first, in the order of the properties. */
function layersOf(model: unknown): Map<string, Layer> {
  if (!isPart(model)) throw wrongType('model', 'a layer, or an array or an object that holds some', model);
  const layers = new Map<string, Layer>();
  const seen = new Set<object>();
  const left: [path: string, part: object][] = [['', model]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [path, part] = next;
    if (seen.has(part)) continue;
    seen.add(part);
    if (isLayer(part)) {
      if (layers.has(path)) throw new Error(message('model', 'paths that differ', `two layers at ${path}`));
      layers.set(path, part);
      continue;
    }
    const parts: typeof left = [];
    for (const [name, value] of partsOf(part)) {
      if (isPart(value)) parts.push([path === '' ? name : `${path}.${name}`, value]);
    }
    for (const one of parts.reverse()) left.push(one);
  }
  return layers;
}

/**
 * Sets the mode of every layer of this package that a model has: in arrays, Maps and objects, also those of classes, however
 * deep; private fields (#name) cannot be seen. Cycles are no problem.
 * @param model A layer, or an array or an object that holds some.
 * @returns The model.
 * @throws {TypeError} if model is none of these, or mode not a boolean; no layer has changed then.
 *
 * @example
 * import { Dropout, train } from 'native-dropout';
 * const model = { hidden: [new Dropout(0.5), new Dropout(0.2)] };
 * train(model, false); // evaluation
 */
export function train<T>(model: T, mode = true): T {
  checkBoolean('mode', mode);
  for (const layer of layersOf(model).values()) layer.train(mode);
  return model;
}

/**
 * What a checkpoint keeps of a model's layers, by their paths; layers are found as by {@link train}, each at the first path
 * that leads to it.
 * @throws {TypeError} if model is no layer, array or object.
 *
 * @example
 * import { Dropout, layerState } from 'native-dropout';
 * const checkpoint = JSON.stringify(layerState({ hidden: [new Dropout(0.5)] })); // {"hidden.0":{"p":0.5, …}}
 */
export function layerState(model: object): ModelState {
  return Object.fromEntries(Array.from(layersOf(model), ([path, layer]) => [path, layer.state]));
}

/**
 * Goes to a state that {@link layerState} gave, of this model or one that is built like it.
 * @throws {TypeError | RangeError} if the state does not fit: a layer is missing in it or in the model, a field is not what
 * it should be, or layers that share a generator have it at different places. Nothing has changed then.
 *
 * @example
 * import { Dropout, layerState, loadLayerState } from 'native-dropout';
 * const model = [new Dropout(0.5)];
 * loadLayerState(model, JSON.parse(JSON.stringify(layerState(model))));
 */
export function loadLayerState(model: object, state: ModelState): void {
  const layers = layersOf(model);
  if (!isRecord(state)) throw wrongType('state', 'an object with a state for each layer', state);
  for (const path of Object.keys(state)) {
    if (!layers.has(path)) throw new RangeError(message('state', 'paths that the model has', path));
  }
  const places = new Map<object, string>();
  const states = Array.from(layers, ([path, layer]): [Layer, LayerState] => {
    const given = own(state, path);
    if (given === undefined) throw new RangeError(message('state', `a state for ${path}`, 'none'));
    const name = `state["${path}"]`;
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
