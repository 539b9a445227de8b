/** numpy's SeedSequence, which makes the initial state of its bit generators from a seed. */

const POOL = 4;

/** A hash whose multiplier is another one at each call. */
function hashing(start: number, factor: number): (value: number) => number {
  let multiplier = start;
  return (value) => {
    const mixed = value ^ multiplier;
    multiplier = Math.imul(multiplier, factor);
    const product = Math.imul(mixed, multiplier);
    return product ^ (product >>> 16);
  };
}

function mix(x: number, y: number): number {
  const mixed = Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y);
  return mixed ^ (mixed >>> 16);
}

/**
 * Returns n words of a seed.
 * @param entropy The words of the seed: those of a number, or of several numbers one after the other.
 * @param spawnKey The words of the numbers by which the sequence was spawned.
 */
export function seedSequence(entropy: readonly number[], n: number, spawnKey: readonly number[] = []): Uint32Array {
  const padding = spawnKey.length > 0 ? Math.max(0, POOL - entropy.length) : 0;
  const words = [...entropy, ...Array<number>(padding).fill(0), ...spawnKey];
  const hash = hashing(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: POOL }, (_, i) => hash(words[i] ?? 0));
  for (let from = 0; from < POOL; ++from) {
    for (let to = 0; to < POOL; ++to) if (from !== to) pool[to] = mix(pool[to], hash(pool[from]));
  }
  for (const word of words.slice(POOL)) {
    for (let to = 0; to < POOL; ++to) pool[to] = mix(pool[to], hash(word));
  }
  const output = hashing(0x8b51f9dd, 0x58f38ded);
  return Uint32Array.from({ length: n }, (_, i) => output(pool[i % POOL]));
}
