/** The layer classes for one copy of TensorFlow.js. */

import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import { isRecord } from '../input/check.js';
import { message } from '../input/errors.js';
import type { Layers } from './core.js';
import { callLayer, DROPS, fieldsOf, positionOf } from './layer-calls.js';
import { LAYER_ROWS, type LayerName, type LayerRow } from './layer-rows.js';
import { installations } from './shared.js';

type Base = Layers['layers']['Layer'];
export type Layer = InstanceType<Base>;
export type LayerArgs = NonNullable<ConstructorParameters<Base>[0]>;
export type LayerClass = new (config: LayerArgs) => Layer;

/** Names in Keras 1 and 3. */
const NAMES = new Map([
  ['p', 'rate'],
  ['sigma', 'stddev'],
  ['batchShape', 'batchInputShape'],
  ['seedGenerator', 'seed'],
]);

/** An object of Keras 3, such as a DTypePolicy or a SeedGenerator. */
interface KerasObject {
  readonly config?: { readonly name?: unknown; readonly seed?: unknown };
}

const isKeras = (value: unknown): value is KerasObject => isRecord(value) && isRecord((value as KerasObject).config);

/** Objects of Keras 3 become the seed or the dtype that they hold. Policies of 16 bits store float32. */
function readValue(field: string, value: unknown): unknown {
  if (!isKeras(value)) return value;
  if (field === 'dtype') return value.config?.name === 'int32' ? 'int32' : 'float32';
  return field === 'seed' ? value.config?.seed : value;
}

/** A config of any version of Keras, as TensorFlow.js reads it. Of two names of a field, the one that is not null counts. */
function readConfig(config: object): LayerArgs {
  const read: Record<string, unknown> = { __proto__: null };
  for (const [name, given] of Object.entries(config)) {
    const field = NAMES.get(name) ?? name;
    const value = readValue(field, given);
    if (read[field] === undefined || read[field] === null) read[field] = value;
  }
  return read as LayerArgs;
}

/** The config may come from a file; fields that are not ours are ignored. */
function layerClass(Base: Base, name: LayerName, row: LayerRow): LayerClass {
  const own = ['rate', 'stddev', ...row.fields, 'seed'];
  const fields = [...own, 'draw'];

  class Native extends Base {
    static readonly className: string = name;
    declare readonly seed: unknown;
    declare readonly draw: unknown;

    constructor(config: LayerArgs) {
      const read = readConfig(config);
      super(read);
      this.supportsMasking = true;
      if (row.rank !== undefined) this.inputSpec = [row.rank];
      const given = Object.entries(read).filter(([field, value]) => fields.includes(field) && value !== undefined);
      Object.assign(this, Object.fromEntries(given));
    }

    override computeOutputShape(inputShape: Parameters<Layer['computeOutputShape']>[0]) {
      return inputShape;
    }

    override apply(...[inputs, kwargs]: Parameters<Layer['apply']>): ReturnType<Layer['apply']> {
      checkCopy(Base, inputs);
      return super.apply(inputs, kwargs);
    }

    override call(inputs: Tensor | Tensor[], kwargs: Parameters<Layer['call']>[1]): Tensor {
      this.invokeCallHook(inputs, kwargs);
      this.assertInputCompatibility(inputs); // wrappers such as TimeDistributed do not check
      return callLayer(row, this, inputs, kwargs, installations.get(Base)?.options);
    }

    get [DROPS](): true {
      return true;
    }

    override getConfig(): serialization.ConfigDict {
      return {
        ...super.getConfig(),
        ...fieldsOf(this, own),
        ...positionOf(this, installations.get(Base)?.options),
      };
    }
  }
  return Native;
}

/**
 * @throws {TypeError} if a symbolic tensor is from a different copy. TensorFlow.js would say "x.clone is not a function".
 */
function checkCopy(Base: Base, inputs: unknown): void {
  for (const input of [inputs].flat()) {
    const sourceLayer = isRecord(input) ? (input as { sourceLayer?: unknown }).sourceLayer : undefined;
    if (isRecord(sourceLayer) && !(sourceLayer instanceof Base)) {
      const expected = 'a tensor of the same copy of TensorFlow.js as this layer';
      throw new TypeError(message('inputs', expected, 'one of a different copy (layersFor(tf) makes layers of tf)'));
    }
  }
}

const made = new WeakMap<Base, Readonly<Record<LayerName, LayerClass>>>();

/** Makes the classes once for each copy. */
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
