/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM TOMACS 8, 1998), from which PyTorch, numpy's RandomState and
 * Python draw.
 */

import { type Kernels, PIECE } from './kernels.js';
import { kernels } from './kernels-in-use.js';
import { refresh, SIZE, tempered } from './mt19937-block.js';

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
    if (this.used === SIZE) {
      refresh(this.key);
      this.used = 0;
    }
    return tempered(this.key[this.used++]) >>> 0;
  }

  /** Fills an array with the next words. */
  fill(words: Uint32Array): void {
    this.draw(words.length, ({ words: piece }, done, n) => words.set(piece.subarray(0, n), done));
  }

  /** Draws n words. Calls `use` with each piece of them: with the kernels that hold it, its place and its length. */
  draw(n: number, use: (kernels: Kernels, done: number, length: number) => void): void {
    const drawn = kernels();
    drawn.state.set(this.key);
    for (let done = 0; done < n; done += PIECE) {
      const length = Math.min(PIECE, n - done);
      const blocks = Math.ceil(Math.max(0, this.used + length - SIZE) / SIZE);
      drawn.twist(this.used, blocks, length);
      this.used += length - blocks * SIZE;
      use(drawn, done, length);
    }
    this.key.set(drawn.state);
  }
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
