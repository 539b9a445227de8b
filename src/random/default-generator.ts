import { checkSeed } from '../input/check.js';
import { Generator } from './generator.js';
import { shared } from './shared.js';

/**
 * The generator that calls and layers use by default. All copies of the package in a process share it. Save its `state` in
 * checkpoints; {@link manualSeed} seeds it.
 *
 * @example
 * import { defaultGenerator } from 'native-dropout';
 * const checkpoint = JSON.stringify(defaultGenerator.state);
 * defaultGenerator.state = JSON.parse(checkpoint);
 */
export const defaultGenerator: Generator = shared('defaultGenerator', () => new Generator());

/**
 * Seeds the default generator, sets its draw to 0 and returns it. PyTorch makes different masks of the same seed.
 * @param seed A bigint in [0, 2^64) or a non-negative safe integer.
 * @throws {TypeError | RangeError} if seed is neither.
 *
 * @example
 * import { dropout, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = dropout(Float32Array.of(5, 7, 9), 0.1); // the same in every run
 */
export function manualSeed(seed: bigint | number): Generator {
  defaultGenerator.state = { seed: checkSeed('seed', seed).toString(), draw: 0 };
  return defaultGenerator;
}
