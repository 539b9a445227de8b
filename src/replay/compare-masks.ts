import { checkProbability } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { isList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import { copyOfBytes } from '../input/view.js';
import type { Source } from '../random/source.js';
import { ReplaySource } from './source.js';

/** A mask of the framework, such as `(F.dropout(torch.ones_like(x), p) != 0).flatten().tolist()`. */
export interface TheirMask {
  /** The probability of dropping an element. */
  p: number;
  /** 0 or false if the element is dropped. */
  kept: Uint8Array | readonly boolean[];
}

/** The first element in which a port differs. */
export interface MaskDifference {
  /** The index of the call, from 0. */
  call: number;
  /** The index of the element in this call's mask. */
  element: number;
  /** Whether the framework keeps this element; the source does the opposite. */
  theirs: boolean;
  /** The elements of this call that differ: about 2p(1 - p) of them in a mask of other numbers, fewer in one of another p. */
  differing: number;
}

/**
 * Compares masks of a framework, in the order of their calls, with those that a source draws from its state on. The source
 * does not move.
 * @param source A source of native-dropout/replay.
 * @param theirs The masks, in the order of their calls.
 * @returns The first difference; undefined if all masks are equal.
 * @throws {TypeError | RangeError} if an argument is wrong, or the framework would refuse p.
 *
 * @example
 * import { compareMasks, TorchGenerator } from 'native-dropout/replay';
 * const theirs = [{ p: 0.5, kept: [true, true, true] }]; // recorded in Python
 * const difference = compareMasks(new TorchGenerator(42), theirs);
 */
export function compareMasks(source: Source, theirs: readonly TheirMask[]): MaskDifference | undefined {
  if (!(source instanceof ReplaySource)) throw wrongType('source', 'a source of native-dropout/replay', source);
  if (!isList(theirs)) throw wrongType('theirs', 'an array of masks', theirs);
  const masks = Array.from(theirs, (mask, call) => readMask(`theirs[${call}]`, mask));
  const before: unknown = source._read('state', source._write());
  try {
    for (const [call, { p, kept }] of masks.entries()) {
      const ours = source.mask(p, kept.length).toUint8Array(kept.length);
      const elements = Array.from(ours.keys()).filter((i) => (ours[i] === 0) !== (kept[i] === 0));
      const [element] = elements;
      if (element !== undefined) return { call, element, theirs: kept[element] !== 0, differing: elements.length };
    }
    return undefined;
  } finally {
    source._place(before);
  }
}

function readMask(name: string, mask: unknown): { p: number; kept: Uint8Array } {
  checkFields(name, mask, ['p', 'kept']);
  return { p: checkProbability(`${name}.p`, own(mask, 'p')), kept: copyOfBytes(`${name}.kept`, own(mask, 'kept')) };
}
