/** What the first difference looks like, in a port that forgets a draw. */

import { compareMasks, type MaskDifference, TorchGenerator } from 'native-dropout/replay';
import type { Run } from './run.js';
import { makeLayers } from './train.js';

/** Compares the masks of the first step with those of a port that does not draw the seed of the loader's workers. */
export function stray({ seed, batch, sizes, drops, firstMasks }: Run): MaskDifference | undefined {
  const generator = new TorchGenerator(seed);
  makeLayers(generator, sizes);
  generator.random(1); // the seed of the order; PyTorch has drawn one for workers before
  const theirs = drops.map((p, k) => {
    const bytes = Buffer.from(firstMasks[k], 'hex');
    const kept = Uint8Array.from({ length: batch * sizes[k + 1] }, (_, i) => (bytes[i >>> 3] >>> (i & 7)) & 1);
    return { p, kept };
  });
  return compareMasks(generator, theirs);
}
