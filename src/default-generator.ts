import { checkSeed } from './check.js';
import { Generator } from './generator.js';

const DEFAULT = Symbol.for('native-dropout.defaultGenerator');

/** Where all copies of the package in a process meet. */
const shared = globalThis as { [DEFAULT]?: Generator };

if (shared[DEFAULT] === undefined) Object.defineProperty(shared, DEFAULT, { value: new Generator() });

/**
 * The generator of every call and layer that was given none, the same for all copies of the package in a process. Its
 * `state` belongs in a checkpoint; {@link manualSeed}.
 */
export const defaultGenerator = shared[DEFAULT] as Generator;

/**
 * Seeds the default generator, sets it back to draw 0 and returns it. (PyTorch's masks of the same seed are others.)
 * @param seed A bigint in [0, 2^64) or a non-negative safe integer.
 * @throws {TypeError | RangeError} if seed is not one of these.
 */
export function manualSeed(seed: bigint | number): Generator {
  defaultGenerator.state = { seed: checkSeed('seed', seed).toString(), draw: 0 };
  return defaultGenerator;
}
