import { checkSeed } from '../input/check.js';
import { Generator } from './generator.js';
import { shared } from './shared.js';

/**
 * The generator of every call and layer that is given none, the same for all copies of the package in a process. Its
 * `state` belongs in a checkpoint; {@link manualSeed}.
 */
export const defaultGenerator: Generator = shared('defaultGenerator', () => new Generator());

/**
 * Seeds the default generator, sets it back to draw 0 and returns it. (PyTorch's masks of the same seed are others.)
 * @param seed A bigint in [0, 2^64) or a non-negative safe integer.
 * @throws {TypeError | RangeError} if seed is not one of these.
 */
export function manualSeed(seed: bigint | number): Generator {
  defaultGenerator.state = { seed: checkSeed('seed', seed).toString(), draw: 0 };
  return defaultGenerator;
}
