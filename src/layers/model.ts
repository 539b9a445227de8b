/** The mode and the states of a model's layers. */

import { checkBoolean, isPlain, notPlain } from '../input/check.js';
import { message } from '../input/errors.js';
import { own } from '../input/options.js';
import { layersByPath, layersOf } from './find-layers.js';
import type { Layer } from './layer.js';
import { checkLayerState, type LayerState } from './layer-state.js';

/** The state of each layer of a model by its path, such as 'encoder.0.dropout'. Survives JSON and structuredClone. */
export type ModelState = Record<string, LayerState>;

/**
 * Sets the mode of every layer of this package in a model. It searches arrays, Maps, Sets and objects of any class at any
 * depth, also with cycles, but cannot see private fields (#name).
 * @param model A layer, or an array or an object that holds layers.
 * @param mode Training (true) or evaluation (false). Default: true.
 * @returns The model.
 * @throws {TypeError} if it finds no layer, or mode is not a boolean; no layer has changed.
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
 * Returns a checkpoint of the layers of a model, by their paths. It finds layers as {@link train} does, each at the first
 * path that leads to it. Paths are names of properties and keys of Maps, or else positions in Maps and Sets, joined by
 * dots.
 * @param model A layer, or an array or an object that holds layers.
 * @throws {TypeError} if it finds no layer.
 * @throws {Error} if two layers have the same path.
 *
 * @example
 * import { Dropout, layerState } from 'native-dropout';
 * const checkpoint = JSON.stringify(layerState({ hidden: [new Dropout(0.5)] })); // {"hidden.0":{"p":0.5, …}}
 */
export function layerState(model: object): ModelState {
  return Object.fromEntries(Array.from(layersByPath(model), ([path, layer]) => [path, layer.state]));
}

/**
 * Restores a checkpoint of {@link layerState}, of this model or one that is built like it.
 * @param model A layer, or an array or an object that holds layers.
 * @param state A checkpoint, also after JSON.
 * @throws {TypeError | RangeError | Error} if {@link layerState} would throw, a layer is missing in the state or in the model,
 * a field is wrong, or layers that share a generator have it at different draws. Nothing has changed then.
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
    const checked = checkLayerState(name, given as object, layer);
    const place = JSON.stringify(checked.generator);
    const other = places.get(layer.generator) ?? place;
    if (other !== place) {
      throw new RangeError(message(`${name}.generator`, `${other}, because layers share it`, place));
    }
    places.set(layer.generator, place);
    return [layer, checked];
  });
  for (const [layer, one] of states) layer.state = one;
}
