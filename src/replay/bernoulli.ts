import type { FreshWords } from '../core/dtype.js';
import { trim } from '../core/packed.js';
import type { Mt19937 } from './mt19937.js';

/**
 * Draws n numbers of 53 bits, each of two words of which the first is the higher one, and returns a bit for each: 1 if the
 * number times 2^-53 is less than q.
 */
export function bernoulliBits(engine: Mt19937, q: number, n: number): FreshWords {
  const limit = Math.ceil(q * 2 ** 53);
  const [high, low] = [Math.floor(limit / 2 ** 32), limit % 2 ** 32];
  const bits = new Uint32Array(Math.ceil(n / 32));
  engine.draw(2 * n, (kernels, done, length) => {
    kernels.packWide(length / 2, high, low);
    bits.set(kernels.bits.subarray(0, Math.ceil(length / 64)), done / 64);
  });
  trim(bits, 0, n);
  return bits;
}
