import { PIECE } from './kernels.js';
import { kernels } from './kernels-in-use.js';

/** Replaces uniform numbers, a multiple of 16 of them, by normal ones, as PyTorch does in float32. */
export function normalBlocks(numbers: Float32Array, mean: number, std: number): void {
  const used = kernels();
  for (let done = 0; done < numbers.length; done += PIECE) {
    const part = numbers.subarray(done, done + PIECE);
    used.numbers.set(part);
    used.boxMuller(part.length, mean, std);
    part.set(used.numbers.subarray(0, part.length));
  }
}
