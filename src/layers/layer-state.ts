import { checkParameter, type Form } from '../form/form.js';
import { checkBoolean } from '../input/check.js';
import { checkFields, own } from '../input/options.js';
import { type AnyGenerator, checkStateFor } from '../random/any-generator.js';
import type { GeneratorState } from '../random/generator.js';
import type { SourceState } from '../random/source.js';

/** The state of a layer, for checkpoints. Survives JSON and structuredClone. */
export interface LayerState {
  /** The layer's number: a probability, or the standard deviation of GaussianNoise. */
  p: number;
  /** Whether the layer is in training mode. */
  training: boolean;
  /** Seed and draw of its generator, or the state of its source. */
  generator: GeneratorState | SourceState;
}

/** The parts of a layer that say which states it can have. */
interface Stateful {
  readonly _form: Form;
  readonly generator: AnyGenerator;
}

/**
 * Reads the fields of a state once.
 * @throws {TypeError | RangeError} if a field is missing or wrong.
 */
export function checkLayerState(name: string, state: object, layer: Stateful): LayerState {
  checkFields(name, state, ['p', 'training', 'generator']);
  const p = checkParameter(layer._form, own(state, 'p'), `${name}.p`);
  const training = checkBoolean(`${name}.training`, own(state, 'training'));
  const generator = checkStateFor(`${name}.generator`, layer.generator, own(state, 'generator'));
  return { p, training, generator };
}
