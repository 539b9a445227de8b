/**
 * Gives a generator a random seed that is drawn at its first read, so that importing the package draws no random number.
 * Copies of the generator have the same seed, whichever is read first.
 */
export function seedWhenNeeded(generator: { _seed: bigint }): void {
  let seed: bigint | undefined;
  const shown = { enumerable: true, configurable: true };
  function put(this: object, value: bigint): bigint {
    Object.defineProperty(this, '_seed', { value, writable: true, ...shown });
    return value;
  }
  function get(this: object): bigint {
    seed ??= randomSeed();
    return put.call(this, seed);
  }
  Object.defineProperty(generator, '_seed', { get, set: put, ...shown });
}

/** Whether the seed has not been drawn yet. */
export function needsSeed(generator: object): boolean {
  return Object.getOwnPropertyDescriptor(generator, '_seed')?.get !== undefined;
}

/** Draws a seed from the system's random numbers, or from Math.random() if there are none. */
function randomSeed(): bigint {
  return typeof crypto === 'undefined' ? seedOfMathRandom() : crypto.getRandomValues(new BigUint64Array(1))[0];
}

/** Makes a seed of two numbers of Math.random(). */
export function seedOfMathRandom(): bigint {
  const [word0, word1] = [Math.random(), Math.random()].map((u) => BigInt(Math.floor(u * 2 ** 32)));
  return (word1 << 32n) | word0;
}
