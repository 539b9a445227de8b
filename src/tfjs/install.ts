/** Runs the layers of TensorFlow.js on this package. */

import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean } from '../input/check.js';
import { checkFields, type Settings } from '../input/options.js';
import type { Layers } from './core.js';
import { type CallArgs, callLayer, DROPS, fieldsOf, isFixed, type LayerObject, positionOf } from './layer-calls.js';
import { classesOf } from './layer-classes.js';
import { LAYER_ROWS, type LayerRow } from './layer-rows.js';
import { checkLayers, noTensorFlow, use } from './load-peers.js';
import { microBatchOf, partOf } from './part.js';
import { CELLS, lendDropout, renewMasks } from './recurrent.js';
import { replace } from './replace.js';
import { type InstallOptions, installations } from './shared.js';

/** TensorFlow.js, as it was imported. */
export interface TensorFlow {
  /** `tf.layers` */
  readonly layers: Layers['layers'];
  /** `tf.serialization` */
  readonly serialization: typeof serialization;
}

/** Layers that contain layers, and pass `training` on to them. */
const HOLDERS = ['RNN', 'Bidirectional', 'TimeDistributed', 'Model', 'Functional', 'Sequential'];

type Classes = serialization.SerializationMap['classNameMap'];

/** This copy of the adapter. */
const copy = {};

/** Subclasses may override getNoiseShape(), as SpatialDropout1D of TensorFlow.js does. It sees the shape of the batch. */
function noiseShapeOf(layer: LayerObject, input: Tensor): unknown {
  const { getNoiseShape } = layer as { getNoiseShape?: (input: Tensor) => unknown };
  if (getNoiseShape === undefined) return (layer as { noiseShape?: unknown }).noiseShape;
  const microBatch = microBatchOf(layer);
  const whole = microBatch && { shape: { value: partOf(microBatch, input.shape).whole } };
  return getNoiseShape.call(layer, whole === undefined ? input : Object.create(input, whole));
}

/** The settings of a layer: only those that its form has, because layers have many properties. */
function settingsOf(layer: LayerObject, { fields }: LayerRow, input: Tensor): Settings {
  const settings: Record<string, unknown> = { __proto__: null };
  for (const field of fields) settings[field] = layer[field as keyof LayerObject];
  if (fields.includes('noiseShape')) settings.noiseShape = noiseShapeOf(layer, input);
  return settings;
}

function takeOver(prototype: object, row: LayerRow, optionsNow: () => InstallOptions): (() => void)[] {
  type Hooked = LayerObject & {
    invokeCallHook(inputs: unknown, kwargs: unknown): void;
    assertInputCompatibility(inputs: unknown): void;
  };
  const call = function (this: Hooked, inputs: Tensor | Tensor[], kwargs?: CallArgs): Tensor {
    this.invokeCallHook(inputs, kwargs);
    this.assertInputCompatibility(inputs);
    const settings = (): Settings => settingsOf(this, row, [inputs].flat()[0]);
    return callLayer(row, this, inputs, kwargs, optionsNow(), settings);
  };
  return [
    replace(prototype, 'call', () => call),
    replace(prototype, DROPS, () => true),
    replace(
      prototype,
      'getConfig',
      (original: (this: LayerObject) => object) =>
        function (this: LayerObject) {
          // TensorFlow.js forgets the noise shape of alphaDropout
          return { ...original.call(this), ...fieldsOf(this, row.fields), ...positionOf(this, optionsNow()) };
        },
    ),
  ];
}

/** With the option fixedTraining, layers inside of one that was called with `training: true` in its graph drop. */
function fixTraining(prototype: object, optionsNow: () => InstallOptions): () => void {
  type Call = (this: LayerObject, inputs: unknown, kwargs?: object) => unknown;
  return replace(
    prototype,
    'call',
    (original: Call) =>
      function (this, inputs, kwargs) {
        const fixed = optionsNow().fixedTraining === true && isFixed(this);
        return original.call(this, inputs, fixed ? { ...kwargs, training: true } : kwargs);
      },
  );
}

/** From now on models that are loaded from files get our class of that name. */
function register(classes: Classes, name: string, layerClass: Classes[string][0]): () => void {
  const before = classes[name];
  classes[name] = [layerClass, layerClass.fromConfig];
  return () => {
    if (before === undefined) delete classes[name];
    else classes[name] = before;
  };
}

/**
 * Makes TensorFlow.js drop with native-dropout: in its layers dropout, spatialDropout1d, alphaDropout, gaussianDropout and
 * gaussianNoise, and for `dropout` and `recurrentDropout` of its recurrent layers. This includes layers that already
 * exist. Models that are loaded later get the layers of {@link layers}. A seeded tf.layers.dropout then makes a sequence
 * of masks, not the same mask every time. A second call does nothing. The function tf.dropout cannot be replaced; call
 * `dropout` of this entry point instead.
 *
 * @param tf TensorFlow.js, as it was imported.
 * @param options {@link InstallOptions}; those of the last call apply.
 * @throws {TypeError} if tf has no layers, or an option is wrong.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { install } from 'native-dropout/tfjs';
 * install(tf);
 * const layer = tf.layers.dropout({ rate: 0.5 }); // runs on native-dropout
 */
export function install(tf: TensorFlow, options: InstallOptions = {}): void {
  const { layers, serialization } = check(tf);
  const checked = readOptions(options);
  use(tf);
  let installation = installations.get(layers.Layer);
  if (installation === undefined) {
    const undo = replaceAll(serialization.SerializationMap.getMap().classNameMap, layers.Layer);
    installation = { copies: new Set(), undo, options: checked };
    installations.set(layers.Layer, installation);
  }
  installation.options = checked;
  installation.copies.add(copy);
}

function readOptions(options: InstallOptions): InstallOptions {
  checkFields('options', options, ['fixedTraining', 'draws']);
  const { fixedTraining = false, draws = true } = options;
  return { fixedTraining: checkBoolean('fixedTraining', fixedTraining), draws: checkBoolean('draws', draws) };
}

/** Names of other classes in files. efficientnet's dropout has a noise shape with nulls, which all layers here take. */
const ALIASES = { FixedDropout: 'Dropout' } as const;

function replaceAll(classes: Classes, Layer: Layers['layers']['Layer']): () => void {
  const ours = classesOf(Layer);
  const prototypes = (names: readonly string[]): object[] =>
    names.flatMap((name) => (name in classes ? [classes[name][0].prototype] : []));
  const optionsNow = (): InstallOptions => installations.get(Layer)?.options ?? {};
  const undo = [
    ...prototypes(CELLS).flatMap(lendDropout),
    ...prototypes(['RNN']).map(renewMasks),
    ...prototypes(HOLDERS).map((prototype) => fixTraining(prototype, optionsNow)),
  ];
  const registered = (name: string, of: keyof typeof ours) =>
    register(classes, name, ours[of] as unknown as Classes[string][0]);
  for (const [name, row] of Object.entries(LAYER_ROWS)) {
    undo.push(...prototypes([name]).flatMap((prototype) => takeOver(prototype, row, optionsNow)));
    undo.push(registered(name, name as keyof typeof ours));
  }
  for (const [name, of] of Object.entries(ALIASES)) undo.push(registered(name, of));
  return () => {
    for (const putBack of undo.reverse()) putBack(); // the last first, because some methods are replaced twice
  };
}

/**
 * Undoes {@link install}, unless another copy of this package in the process has also installed. Without an install it does
 * nothing.
 * @param tf TensorFlow.js, as it was imported.
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
  const installation = installations.get(Layer);
  installation?.copies.delete(copy);
  if (installation?.copies.size !== 0) return;
  installation.undo();
  installations.delete(Layer);
}

function check(tf: TensorFlow): TensorFlow {
  if (checkLayers(tf).serialization !== undefined) return tf;
  throw noTensorFlow(tf);
}
