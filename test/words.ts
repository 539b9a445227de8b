import type { MaskWords } from '../src/engine/engine.js';
import type { ReferenceMask } from './reference.js';

/** A mask's parameters as engines take them. */
export function wordsOf({ seed, draw, p }: ReferenceMask): MaskWords {
  const digits = BigInt(Math.round(p * 2 ** 40));
  const word = (n: bigint): number => Number(BigInt.asIntN(32, n));
  return {
    seedLow: word(seed),
    seedHigh: word(seed >> 32n),
    drawLow: word(BigInt(draw)),
    drawHigh: word(BigInt(draw) >> 32n),
    p,
    threshold: word(digits >> 32n),
    tail: word(digits),
    scale: 1 / (1 - p),
  };
}
