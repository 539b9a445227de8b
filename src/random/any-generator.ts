/** What takes a generator of this package also takes a source of another framework. */

import { isBranded } from '../input/check.js';
import { checkGenerator, checkGeneratorState, type Generator, type GeneratorState } from './generator.js';
import { SOURCE, type Source, type SourceState } from './source.js';

/** A generator of masks: of this package, or a source that replays another framework. */
export type AnyGenerator = Generator | Source;

export function isSource(generator: AnyGenerator): generator is Source {
  return SOURCE in generator;
}

/** Accepts generators and sources of all copies of the package, but no look-alikes. */
export function checkAnyGenerator(generator: unknown, name = 'generator'): AnyGenerator {
  return isBranded(generator, SOURCE) ? (generator as Source) : checkGenerator(generator, name);
}

/**
 * Reads a state from JSON for a generator, once.
 * @throws {TypeError | RangeError} if the generator cannot have it.
 */
export function checkStateFor(name: string, generator: AnyGenerator, state: unknown): GeneratorState | SourceState {
  if (isSource(generator)) {
    generator._check(name, state);
    return state as SourceState;
  }
  const { seed, draw } = checkGeneratorState(name, state);
  return { seed: seed.toString(), draw };
}
