import type { Mt19937 } from './mt19937.js';

/** The numbers that are drawn at a time; a multiple of 32. */
const PIECE = 2048;

/**
 * Draws n numbers of 53 bits, each of two words of which the first is the higher one, and returns a bit for each: 1 if the
 * number times 2^-53 is less than q.
 */
export function bernoulliBits(engine: Mt19937, q: number, n: number): Uint32Array {
  const limit = Math.ceil(q * 2 ** 53);
  const [high, low] = [Math.floor(limit / 2 ** 32), limit % 2 ** 32];
  const bits = new Uint32Array(Math.ceil(n / 32));
  const drawn = new Uint32Array(2 * Math.min(PIECE, n));
  for (let done = 0; done < n; done += PIECE) {
    const count = Math.min(PIECE, n - done);
    engine.fill(drawn.subarray(0, 2 * count));
    for (let i = 0; i < count; ++i) {
      const first = drawn[2 * i] & 0x1fffff;
      let kept = (first - high) >>> 31;
      if (first === high && drawn[2 * i + 1] < low) kept = 1; // rare, and so predicted well
      bits[(done + i) >>> 5] |= kept << (i & 31);
    }
  }
  return bits;
}
