/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM TOMACS 8, 1998), from which PyTorch, numpy's RandomState and
 * Python draw.
 */

/** The words of the state. */
export const SIZE = 624;
const MIDDLE = 397;

const MATRIX = 0x9908b0df;

export class Mt19937 {
  /** The 624 words of the state. */
  readonly key: Uint32Array;
  /** How many words of the current block have been drawn, 0 … 624. At 624 the next draw makes a new block. */
  used: number;

  constructor(key: Uint32Array, used: number) {
    this.key = key;
    this.used = used;
  }

  copy(): Mt19937 {
    return new Mt19937(this.key.slice(), this.used);
  }

  /** The next word, in [0, 2^32). */
  next(): number {
    if (this.used === SIZE) this.#refresh();
    return tempered(this.key[this.used++]) >>> 0;
  }

  /** Fills an array with the next words. */
  fill(words: Uint32Array): void {
    const { key } = this;
    for (let done = 0; done < words.length; ) {
      if (this.used === SIZE) this.#refresh();
      const from = this.used;
      const n = Math.min(SIZE - from, words.length - done);
      for (let i = 0; i < n; ++i) words[done + i] = tempered(key[from + i]);
      this.used += n;
      done += n;
    }
  }

  #refresh(): void {
    const { key } = this;
    for (let i = 0; i < SIZE - MIDDLE; ++i) key[i] = twisted(key[i], key[i + 1], key[i + MIDDLE]);
    for (let i = SIZE - MIDDLE; i < SIZE - 1; ++i) key[i] = twisted(key[i], key[i + 1], key[i + MIDDLE - SIZE]);
    key[SIZE - 1] = twisted(key[SIZE - 1], key[0], key[MIDDLE - 1]);
    this.used = 0;
  }
}

function twisted(word: number, next: number, middle: number): number {
  const joined = (word & 0x80000000) | (next & 0x7fffffff);
  return middle ^ (joined >>> 1) ^ (-(next & 1) & MATRIX);
}

function tempered(word: number): number {
  let y = word ^ (word >>> 11);
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}

/** The generator of a seed, in [0, 2^32): init_genrand of the authors' program. */
export function initGenrand(seed: number): Mt19937 {
  const key = new Uint32Array(SIZE);
  key[0] = seed;
  for (let i = 1; i < SIZE; ++i) key[i] = Math.imul(1812433253, mixed(key[i - 1])) + i;
  return new Mt19937(key, SIZE);
}

/** The generator of a list of at least one word: init_by_array of the authors' program. */
export function initByArray(words: ArrayLike<number>): Mt19937 {
  const made = initGenrand(19650218);
  const { key } = made;
  let i = 1;
  const advance = (): void => {
    i += 1;
    if (i < SIZE) return;
    key[0] = key[SIZE - 1];
    i = 1;
  };
  for (let k = 0; k < Math.max(SIZE, words.length); ++k) {
    const j = k % words.length;
    key[i] = (key[i] ^ Math.imul(mixed(key[i - 1]), 1664525)) + words[j] + j;
    advance();
  }
  for (let k = 0; k < SIZE - 1; ++k) {
    key[i] = (key[i] ^ Math.imul(mixed(key[i - 1]), 1566083941)) - i;
    advance();
  }
  key[0] = 0x80000000;
  return made;
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}
