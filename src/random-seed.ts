/**
 * A seed that is drawn at its first read: importing the package and making its objects ask for no random number. Copies of
 * an object with this property have the same one, whichever is read first.
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

/** Of the system's random numbers where there are any. */
function randomSeed(): bigint {
  if (typeof crypto !== 'undefined') return crypto.getRandomValues(new BigUint64Array(1))[0];
  const [word0, word1] = [Math.random(), Math.random()].map((u) => BigInt(Math.floor(u * 2 ** 32)));
  return (word1 << 32n) | word0;
}
