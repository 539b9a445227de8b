/**
 * Alea (Baagøe, 2010), from which seedrandom and TensorFlow.js draw. Its arithmetic on fractions is, scaled by 2^32, a
 * multiply-with-carry of lag 3 on integers.
 */

const FACTOR = 2091639;

/** Draws words; the generator's numbers are word · 2^-32. */
export class Alea {
  /** The last three words, the oldest first, and the carry, which is below 2^21. */
  readonly state: Uint32Array;

  constructor(state: Uint32Array) {
    this.state = state;
  }

  copy(): Alea {
    return new Alea(this.state.slice());
  }

  /** Fills an array with the next words. */
  fill(words: Uint32Array): void {
    const { state } = this;
    let carry = state[3] | 0;
    for (let i = 0; i < words.length; ++i) {
      const last = i < 3 ? state[i] : words[i - 3];
      const low = Math.imul(last, FACTOR);
      const word = (low + carry) | 0;
      carry = ((last * (FACTOR * 2 ** -32)) | 0) + ((low & ~word) >>> 31); // the product is exact in float64
      words[i] = word;
    }
    const tail = words.subarray(Math.max(0, words.length - 3));
    state.copyWithin(0, tail.length, 3);
    state.set(tail, 3 - tail.length);
    state[3] = carry;
  }
}

/** The generator of a seed. */
export function seededAlea(seed: string): Alea {
  const mash = mashing();
  const state = Uint32Array.from([' ', ' ', ' '], mash);
  for (let i = 0; i < 3; ++i) state[i] -= mash(seed);
  return new Alea(Uint32Array.of(...state, 1));
}

/** The hash of the seed: each call continues with the state of the one before, and gives a word. */
function mashing(): (text: string) => number {
  let n = 0xefc8249d;
  return (text) => {
    for (let i = 0; i < text.length; ++i) {
      n += text.charCodeAt(i);
      let h = 0.02519603282416938 * n;
      n = h >>> 0;
      h = (h - n) * n;
      n = h >>> 0;
      n += (h - n) * 2 ** 32;
    }
    return n >>> 0;
  };
}
