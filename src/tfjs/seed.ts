/** Seeds of functions and layers. */

import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { type AnyGenerator, checkAnyGenerator } from '../random/any-generator.js';
import { defaultGenerator } from '../random/default-generator.js';
import { Generator } from '../random/generator.js';
import { needsSeed, seedOfMathRandom } from '../random/random-seed.js';
import type { Source } from '../random/source.js';

/**
 * A number, bigint or string: a function then makes the same mask in every call, as tf.dropout does, and a layer makes a
 * sequence of masks. Or a Generator, or a source of native-dropout/replay: each call takes its next draw.
 */
export type Seed = number | bigint | string | Generator | Source;

const DIGITS = /^\d{1,20}$/;

const byName = (name: string): Generator => new Generator(0).split(name);

/**
 * The default generator. If it has no seed yet, the seed comes from Math.random, like all random numbers of TensorFlow.js.
 * So programs that seed Math.random (Math.seedrandom()) to repeat a training also repeat its masks.
 */
export function unseeded(): Generator {
  if (needsSeed(defaultGenerator)) defaultGenerator._seed = seedOfMathRandom();
  return defaultGenerator;
}

/**
 * The generator of a seed; undefined and null mean the default generator.
 * @throws {TypeError | RangeError} if it is no seed.
 */
export function generatorOf(seed: unknown): AnyGenerator {
  if (seed === undefined || seed === null) return unseeded();
  return isRecord(seed) ? checkAnyGenerator(seed, 'seed') : generatorBy(seed);
}

/**
 * A new generator. A string of digits counts as a number. Other strings, and numbers that are negative or no integers, name a
 * child of seed 0.
 * @throws {TypeError | RangeError} if the seed is neither a number, nor a bigint, nor a string.
 */
export function generatorBy(seed: unknown): Generator {
  if (typeof seed === 'bigint') return new Generator(seed);
  if (typeof seed === 'string') return DIGITS.test(seed) ? new Generator(BigInt(seed)) : byName(seed);
  if (typeof seed !== 'number') throw wrongType('seed', 'a number, a bigint, a string or a Generator', seed);
  return Number.isSafeInteger(seed) && seed >= 0 ? new Generator(seed) : byName(String(seed));
}
