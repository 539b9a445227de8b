/** Finds the layers of a model that drop. */

import { isBranded } from '../input/check.js';
import { message, wrongType } from '../input/errors.js';
import { eachObject, isPart } from '../layers/find-layers.js';
import { DROPS } from './layer-calls.js';
import { LAYER_ROWS } from './layer-rows.js';
import { CELLS } from './recurrent.js';

/** The properties by which layers lead to layers of other models, and models to their layers in another order. */
export const LINKS = [
  ...['inboundNodes', 'outboundNodes', 'sourceLayer'],
  ...['inputLayers', 'outputLayers', 'layersByDepth'],
];

interface TfLayer {
  readonly name: string;
  readonly dropout?: number;
  readonly recurrentDropout?: number;
  getClassName(): string;
}

const isTfLayer = (object: object): object is TfLayer => typeof (object as TfLayer).getClassName === 'function';

/** Whether a layer of TensorFlow.js that was not installed would drop. */
function wouldDrop(layer: TfLayer): boolean {
  const name = layer.getClassName();
  return name in LAYER_ROWS || (CELLS.includes(name) && Boolean(layer.dropout || layer.recurrentDropout));
}

/**
 * The layers of this package and the installed ones, each once.
 * @throws {TypeError} if there are none, or one is not installed.
 */
export function findDropping(model: unknown): object[] {
  if (!isPart(model)) throw wrongType('model', 'a model or layers of TensorFlow.js', model);
  const found: object[] = [];
  eachObject(model, LINKS, ({ object }) => {
    const drops: boolean = isBranded(object, DROPS);
    if (drops) found.push(object);
    else if (isTfLayer(object) && wouldDrop(object)) {
      throw new TypeError(message('model', 'layers of native-dropout', object.name, 'call install(tf) first'));
    }
    return true;
  });
  if (found.length > 0) return found;
  throw new TypeError('model: found no layer that drops (private fields such as #d cannot be seen)');
}
