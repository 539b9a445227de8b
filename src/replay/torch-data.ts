/** The order of samples in PyTorch. */

import type { FreshWords } from '../core/dtype.js';
import { checkBoolean, checkInteger, MAX_LENGTH } from '../input/check.js';
import { wrongValue } from '../input/errors.js';
import { readList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import type { TorchGenerator } from './torch.js';
import { TorchDrawer } from './torch-drawer.js';
import { seededState } from './torch-state.js';

/** The options of torchEpoch. */
export interface TorchEpochOptions {
  /** Whether the loader shuffles. Default: true. */
  shuffle?: boolean | undefined;
  /** Whether the loader was made with this generator, as DataLoader(…, generator=g). Default: false. */
  own?: boolean | undefined;
}

/**
 * Draws what an epoch of a DataLoader draws, and returns the order of its samples. PyTorch draws a seed for workers, whether
 * there are any or not. Then it draws the seed of the order, or the order itself if the loader was made with a generator; in
 * that case it draws at the end of the epoch another order, which nobody sees and which is drawn here at once.
 *
 * @param generator The generator of PyTorch, which moves on: the default one, or that of the loader.
 * @param n The number of samples.
 * @param options {@link TorchEpochOptions}
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 *
 * @example
 * import { TorchGenerator, torchEpoch } from 'native-dropout/replay';
 * const order = torchEpoch(new TorchGenerator(42), 1000); // DataLoader(data, shuffle=True) after manual_seed(42)
 */
export function torchEpoch(generator: TorchGenerator, n: number, options?: TorchEpochOptions): FreshWords {
  const length = checkInteger('n', n, 0, MAX_LENGTH);
  if (options !== undefined) checkFields('options', options, ['shuffle', 'own']);
  const shuffle = checkBoolean('shuffle', own(options, 'shuffle') ?? true);
  const isOwn = checkBoolean('own', own(options, 'own') ?? false);
  return generator._take((drawer) => {
    drawer.random();
    if (!shuffle) return Uint32Array.from({ length }, (_, i) => i);
    if (!isOwn) return new TorchDrawer(seededState(drawer.random())).permutation(length);
    const order = drawer.permutation(length);
    drawer.permutation(length);
    return order;
  });
}

/**
 * Draws what torch.utils.data.random_split draws, and returns the indices of each part.
 * @param generator The generator of PyTorch, which moves on.
 * @param lengths The number of samples of each part.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 */
export function torchRandomSplit(generator: TorchGenerator, lengths: readonly number[]): FreshWords[] {
  const parts = readList('lengths', lengths, 'an array of integers', (length, i) =>
    checkInteger(`lengths[${i}]`, length, 0, MAX_LENGTH),
  );
  const total = parts.reduce((sum, length) => sum + length, 0);
  if (total > MAX_LENGTH) throw wrongValue('lengths', 'less than 2^32 samples', total);
  const order = generator.randperm(total);
  let end = 0;
  return parts.map((length) => {
    end += length;
    return order.slice(end - length, end);
  });
}
