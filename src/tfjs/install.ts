/** Has the layers of TensorFlow.js run on this package. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { isRecord } from '../check.js';
import { wrongType } from '../errors.js';
import { dropout } from './functions.js';
import { callLayer, type LayerObject, positionOf } from './layer-calls.js';
import { classesOf } from './layer-classes.js';
import { LAYER_ROWS, type LayerRow } from './layer-rows.js';
import type { Core, Layers } from './load-peers.js';

/** TensorFlow.js as it was imported. */
export interface TensorFlow {
  readonly layers: Layers['layers'];
  readonly serialization: Core['serialization'];
}

/** Of recurrent layers; what they drop of their inputs and states is a mask of ones that `dropoutFunc` has dropped from. */
const CELLS = ['SimpleRNNCell', 'GRUCell', 'LSTMCell', 'ConvLSTM2DCell'];

type Method<This> = (this: This, ...args: never[]) => unknown;
type Classes = Core['serialization']['SerializationMap']['prototype']['classNameMap'];

/** What undoes each installation. */
const installed = new WeakMap<object, (() => void)[]>();

/** Puts a method in place of one, and says how to put that back. */
function replace<This>(prototype: object, name: string, make: (original: Method<This>) => Method<This>): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  const value = make(prototype[name as keyof object] as Method<This>);
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  return () => {
    if (before === undefined) delete prototype[name as keyof object];
    else Object.defineProperty(prototype, name, before);
  };
}

/** Their subclasses say by getNoiseShape() what is shared, as SpatialDropout1D of TensorFlow.js does. */
function noiseShapeOf(layer: LayerObject, input: Tensor): unknown {
  const { getNoiseShape } = layer as { getNoiseShape?: (input: Tensor) => unknown };
  return getNoiseShape === undefined
    ? (layer as { noiseShape?: unknown }).noiseShape
    : getNoiseShape.call(layer, input);
}

function takeOver(prototype: object, row: LayerRow): (() => void)[] {
  type Hooked = LayerObject & { invokeCallHook(inputs: unknown, kwargs: unknown): void };
  const call = function (this: Hooked, inputs: Tensor | Tensor[], kwargs?: { training?: unknown }): Tensor {
    this.invokeCallHook(inputs, kwargs);
    const shared: LayerRow = {
      fields: row.fields,
      formOf: (fields) => row.formOf({ ...fields, noiseShape: noiseShapeOf(this, [inputs].flat()[0]) }),
    };
    return callLayer(shared, this, inputs, kwargs?.training);
  };
  return [
    replace(prototype, 'call', () => call),
    replace(
      prototype,
      'getConfig',
      (original: Method<LayerObject>) =>
        function (this: LayerObject) {
          return { ...(original.call(this) as object), ...positionOf(this) };
        },
    ),
  ];
}

type Cell = LayerObject & { dropoutFunc?: unknown };

/** The cell has our dropout for the time of a call, unless its maker gave it another. */
function lendDropout(prototype: object): () => void {
  return replace(
    prototype,
    'call',
    (original: Method<Cell>) =>
      function (this: Cell, ...args) {
        const own = this.dropoutFunc;
        this.dropoutFunc = own ?? ((ones: Tensor, rate: number) => dropout(ones, rate));
        try {
          return original.apply(this, args);
        } finally {
          this.dropoutFunc = own;
        }
      },
  );
}

/** Models that are loaded from files get our class of that name. */
function register(classes: Classes, name: string, layerClass: Classes[string][0]): () => void {
  const before = classes[name];
  classes[name] = [layerClass, layerClass.fromConfig];
  return () => {
    if (before === undefined) delete classes[name];
    else classes[name] = before;
  };
}

/**
 * Has tf.layers.dropout, spatialDropout1d, alphaDropout, gaussianDropout and gaussianNoise run on native-dropout, those
 * that were made before too, as well as `dropout` and `recurrentDropout` of recurrent layers; and models that are loaded
 * get the layers of {@link layers}. A seeded tf.layers.dropout then makes a sequence of masks, not one again and again.
 * Does nothing where it has been done. What it does not reach: the function tf.dropout, which is a constant of its module.
 *
 * @param tf TensorFlow.js, as it was imported.
 * @throws {TypeError} if tf has no layers.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { install } from 'native-dropout/tfjs';
 * install(tf);
 * const layer = tf.layers.dropout({ rate: 0.5 }); // runs on native-dropout
 */
export function install(tf: TensorFlow): void {
  const { layers, serialization } = check(tf);
  if (installed.has(layers.Layer)) return;
  const classes = serialization.SerializationMap.getMap().classNameMap;
  const undo: (() => void)[] = [];
  const ours = classesOf(layers.Layer);
  for (const [name, row] of Object.entries(LAYER_ROWS)) {
    if (name in classes) undo.push(...takeOver(classes[name][0].prototype, row));
    undo.push(register(classes, name, ours[name as keyof typeof ours] as unknown as Classes[string][0]));
  }
  for (const name of CELLS) {
    if (name in classes) undo.push(lendDropout(classes[name][0].prototype));
  }
  installed.set(layers.Layer, undo);
}

/**
 * Undoes {@link install}: layers of TensorFlow.js are what they were. Does nothing where there is nothing to undo.
 * @throws {TypeError} if tf has no layers.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { install, uninstall } from 'native-dropout/tfjs';
 * install(tf);
 * uninstall(tf);
 */
export function uninstall(tf: TensorFlow): void {
  const { Layer } = check(tf).layers;
  for (const putBack of installed.get(Layer) ?? []) putBack();
  installed.delete(Layer);
}

function check(tf: TensorFlow): TensorFlow {
  if (isRecord(tf) && typeof tf.layers?.Layer === 'function' && tf.serialization !== undefined) return tf;
  throw wrongType('tf', "TensorFlow.js with layers (import * as tf from '@tensorflow/tfjs')", tf);
}
