/** What decides the masks of a call. */

import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { defaultGenerator } from '../random/default-generator.js';
import { checkGenerator, Generator } from '../random/generator.js';
import { needsSeed, seedOfMathRandom } from '../random/random-seed.js';

/**
 * A number, bigint or text, of which a function makes the same mask in every call, as tf.dropout does, and a layer a
 * sequence of masks; or a Generator, from which each call takes the next draw.
 */
export type Seed = number | bigint | string | Generator;

const DIGITS = /^\d{1,20}$/;

const byName = (name: string): Generator => new Generator(0).split(name);

/**
 * The default generator. If nothing has seeded or used it yet, its seed comes from Math.random, as all of TensorFlow.js's
 * random numbers do: programs that seed Math.random (Math.seedrandom()) to repeat a training repeat its masks as well.
 */
function unseeded(): Generator {
  if (needsSeed(defaultGenerator)) defaultGenerator._seed = seedOfMathRandom();
  return defaultGenerator;
}

/**
 * The generator of a seed: the default one of undefined and null. A text of digits is the number that it says; of another
 * text, or a number that is no natural one, it is the child of that name of seed 0.
 * @throws {TypeError | RangeError} if it is no seed.
 */
export function generatorOf(seed: unknown): Generator {
  if (seed === undefined || seed === null) return unseeded();
  if (isRecord(seed)) return checkGenerator(seed, 'seed');
  if (typeof seed === 'bigint') return new Generator(seed);
  if (typeof seed === 'string') return DIGITS.test(seed) ? new Generator(BigInt(seed)) : byName(seed);
  if (typeof seed !== 'number') throw wrongType('seed', 'a number, a bigint, a text or a Generator', seed);
  return Number.isSafeInteger(seed) && seed >= 0 ? new Generator(seed) : byName(String(seed));
}
