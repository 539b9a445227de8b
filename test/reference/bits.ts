/** Which elements a call keeps: those of a drawn mask, or those of bits that a user has given. */

import { block, type Drawer, type ReferenceMask } from '../support/reference.js';

export interface ReferenceBits {
  readonly p: number;
  /** The key of a drawn mask, which other streams have too. */
  readonly drawer: Drawer | undefined;
  kept(i: number): boolean;
}

/** Draws the blocks of a stream, each once. */
export function blocksOf(drawer: Drawer, stream: number): (n: number) => readonly bigint[] {
  const blocks = new Map<number, readonly bigint[]>();
  return (n) => {
    let words = blocks.get(n);
    if (words === undefined) {
      words = block(drawer, stream, BigInt(n));
      blocks.set(n, words);
    }
    return words;
  };
}

/** The section "Digits" of docs/mask.md, from the first digit on, until one decides. */
export function drawn({ seed, draw, p }: ReferenceMask): ReferenceBits {
  const drawer = { seed, draw };
  const streams = Array.from({ length: 9 }, (_, stream) => blocksOf(drawer, stream));
  const threshold = Math.round(p * 2 ** 40);
  const leading = Math.floor(threshold / 2 ** 32);
  const tail = BigInt(threshold % 2 ** 32);
  const dropped = (i: number): boolean => {
    if (threshold === 0 || threshold === 2 ** 40) return threshold > 0;
    for (let plane = 0; plane < 8; ++plane) {
      const word = Number(streams[plane](Math.floor(i / 128))[Math.floor(i / 32) % 4]);
      const digit = Math.floor(word / 2 ** (i % 32)) % 2;
      const limit = Math.floor(leading / 2 ** (7 - plane)) % 2;
      if (digit !== limit) return digit < limit;
    }
    return streams[8](i)[0] < tail;
  };
  return { p, drawer, kept: (i) => !dropped(i) };
}

export function given(kept: ArrayLike<number>, p: number): ReferenceBits {
  return { p, drawer: undefined, kept: (i) => kept[i] === 1 };
}
