/** A block of mt19937: 624 words of state, of which each gives one random word. */

/** The words of the state. */
export const SIZE = 624;
const MIDDLE = 397;

const MATRIX = 0x9908b0df;

/** Replaces a block by the next. */
export function refresh(key: Uint32Array): void {
  for (let i = 0; i < SIZE - MIDDLE; ++i) key[i] = twisted(key[i], key[i + 1], key[i + MIDDLE]);
  for (let i = SIZE - MIDDLE; i < SIZE - 1; ++i) key[i] = twisted(key[i], key[i + 1], key[i + MIDDLE - SIZE]);
  key[SIZE - 1] = twisted(key[SIZE - 1], key[0], key[MIDDLE - 1]);
}

function twisted(word: number, next: number, middle: number): number {
  const joined = (word & 0x80000000) | (next & 0x7fffffff);
  return middle ^ (joined >>> 1) ^ (-(next & 1) & MATRIX);
}

/** The random word of a word of the state, with sign. */
export function tempered(word: number): number {
  let y = word ^ (word >>> 11);
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}
