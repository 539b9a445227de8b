/** Forms that select: what is kept is scaled, and what is dropped is 0, in y and in its gradient. */

import { type Arguments, applyBits } from './apply.js';
import { type Bits, drawnBits } from './bits.js';
import { checkChoice } from './check.js';
import type { FloatArray } from './dtype.js';
import type { Form } from './form.js';
import type { NoiseOfShape } from './noise-shape.js';
import { SELECT } from './operation.js';
import { GIVEN, INVERTED } from './values.js';

export interface ScalingOption {
  /**
   * When elements are scaled so that the expectation stays: 'train', the kept ones by 1 / (1 - p) in training, which most
   * frameworks do; or 'eval', all of them by 1 - p in evaluation, forward and backward, as Srivastava et al. (JMLR 15,
   * 2014) did. 'train' when left out.
   */
  scaling?: 'train' | 'eval' | undefined;
}

function scaled(call: Arguments, bits: Bits, p: number): FloatArray {
  return applyBits(call, bits, SELECT, INVERTED, p);
}

function asItIs(call: Arguments, bits: Bits): FloatArray {
  return applyBits(call, bits, SELECT, GIVEN, 1);
}

/** All of x by 1 - p: of p = 1 zeros, whatever x is. */
function expectation(call: Arguments, p: number): FloatArray {
  const all = { ...call, index: 0, noise: undefined };
  return applyBits(all, drawnBits(0n, 0, p === 1 ? 1 : 0), SELECT, GIVEN, 1 - p);
}

/** What is kept stays as it is, and so does all of x in evaluation. */
export function unscaled(noise: NoiseOfShape): Form {
  return { noise, forward: asItIs, backward: asItIs };
}

/** @throws {TypeError | RangeError} if scaling is not one of {@link ScalingOption}. */
export function selecting(scaling: unknown, noise?: NoiseOfShape): Form {
  if (scaling === undefined || checkChoice('scaling', scaling, ['train', 'eval']) === 'train') {
    return { noise, forward: scaled, backward: scaled };
  }
  return { noise, forward: asItIs, backward: asItIs, evaluate: expectation };
}
