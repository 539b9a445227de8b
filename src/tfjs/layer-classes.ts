/** The layers as classes of one copy of TensorFlow.js. */

import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import { isRecord } from '../check.js';
import { wrongType } from '../errors.js';
import { callLayer, checkLayer, positionOf } from './layer-calls.js';
import { LAYER_ROWS, type LayerName, type LayerRow } from './layer-rows.js';
import type { Layers } from './load-peers.js';

type Base = Layers['layers']['Layer'];
export type Layer = InstanceType<Base>;
export type LayerArgs = NonNullable<ConstructorParameters<Base>[0]>;
export type LayerClass = new (config: LayerArgs) => Layer;

function layerClass(Base: Base, name: LayerName, row: LayerRow): LayerClass {
  const own = ['rate', 'stddev', ...row.fields];
  const fields = [...own, 'seed', 'draw'];

  class Native extends Base {
    static readonly className: string = name;
    declare readonly seed: unknown;
    declare readonly draw: unknown;

    constructor(config: LayerArgs) {
      if (!isRecord(config)) throw wrongType('config', 'an object', config);
      super(config);
      this.supportsMasking = true;
      const given = Object.entries(config).filter(([field, value]) => fields.includes(field) && value !== undefined);
      Object.assign(this, Object.fromEntries(given));
      if (isRecord(this.seed)) throw wrongType('seed', 'a number, a bigint or a text', this.seed);
      checkLayer(row, this);
    }

    override computeOutputShape(inputShape: Parameters<Layer['computeOutputShape']>[0]) {
      return inputShape;
    }

    override call(inputs: Tensor | Tensor[], kwargs: Parameters<Layer['call']>[1]): Tensor {
      this.invokeCallHook(inputs, kwargs);
      return callLayer(row, this, inputs, kwargs?.training);
    }

    override getConfig(): serialization.ConfigDict {
      const given = Object.entries(this).filter(([field]) => own.includes(field));
      return { ...super.getConfig(), ...Object.fromEntries(given), ...positionOf(this) };
    }
  }
  return Native;
}

const made = new WeakMap<Base, Readonly<Record<LayerName, LayerClass>>>();

/** The classes, which are made once for each copy. */
export function classesOf(Base: Base): Readonly<Record<LayerName, LayerClass>> {
  let classes = made.get(Base);
  if (classes === undefined) {
    const entries = Object.entries(LAYER_ROWS) as [LayerName, LayerRow][];
    classes = Object.fromEntries(entries.map(([name, row]) => [name, layerClass(Base, name, row)])) as Record<
      LayerName,
      LayerClass
    >;
    made.set(Base, classes);
  }
  return classes;
}
