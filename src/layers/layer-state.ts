import { checkParameter, type Form } from '../form/form.js';
import { checkBoolean } from '../input/check.js';
import { checkFields, own } from '../input/options.js';
import { checkGeneratorState, type GeneratorState } from '../random/generator.js';

/** The state of a layer, for checkpoints. Survives JSON and structuredClone. */
export interface LayerState {
  /** The layer's number: a probability, or the standard deviation of GaussianNoise. */
  p: number;
  /** Whether the layer is in training mode. */
  training: boolean;
  /** Seed and draw of its generator. */
  generator: GeneratorState;
}

/**
 * Reads the fields of a state once.
 * @throws {TypeError | RangeError} if a field is missing or wrong.
 */
export function checkLayerState(name: string, state: object, form: Form): LayerState {
  checkFields(name, state, ['p', 'training', 'generator']);
  const p = checkParameter(form, own(state, 'p'), `${name}.p`);
  const training = checkBoolean(`${name}.training`, own(state, 'training'));
  const { seed, draw } = checkGeneratorState(`${name}.generator`, own(state, 'generator') as object);
  return { p, training, generator: { seed: seed.toString(), draw } };
}
