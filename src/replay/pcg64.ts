/** PCG64, the bit generator of numpy's default_rng(). */

import { integerOf, integerWords } from './integer-words.js';
import { type Kernels, PIECE } from './kernels.js';
import { kernels } from './kernels-in-use.js';
import { type Pcg64State, pcg64Numbers } from './pcg64-step.js';
import { seedSequence } from './seed-sequence.js';

/** For fewer words, moving the state to the kernels and back takes longer than they save. */
const FEW = 128;

export class Pcg64 implements Pcg64State {
  readonly state: Uint32Array;
  readonly increment: Uint32Array;

  constructor(state: Uint32Array, increment: Uint32Array) {
    this.state = state;
    this.increment = increment;
  }

  copy(): Pcg64 {
    return new Pcg64(this.state.slice(), this.increment);
  }

  /** Fills an array of an even length with the next numbers, each of 64 bits: two words, the low one first. */
  fill(words: Uint32Array): void {
    if (words.length <= FEW) {
      pcg64Numbers(this, words);
      return;
    }
    const used = kernels();
    for (let done = 0; done < words.length; done += PIECE) {
      const n = Math.min(PIECE, words.length - done);
      used.pcg64(this, n / 2);
      words.set(used.words.subarray(0, n), done);
    }
  }

  /** Draws n numbers in [0, 1) into the doubles of the kernels. */
  drawDoubles(used: Kernels, n: number): void {
    used.pcg64Doubles(this, n);
  }
}

/** The generator of the words of a seed and, for a spawned one, of the numbers by which it was spawned. */
export function seededPcg64(entropy: readonly number[], spawnKey: readonly number[] = []): Pcg64 {
  const words = seedSequence(entropy, 8, spawnKey);
  const quad = (first: number): bigint => integerOf([2, 3, 0, 1].map((i) => words[first + i])); // high half first
  const increment = 2n * quad(4) + 1n;
  const four = (n: bigint): Uint32Array => Uint32Array.from(integerWords(BigInt.asUintN(128, n), 4));
  const made = new Pcg64(four(quad(0) + increment), four(increment));
  made.fill(new Uint32Array(2));
  return made;
}
