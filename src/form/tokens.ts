/** Which tokens of its samples patch dropout keeps. */

import type { Call } from '../call/call.js';
import { EMPTY, type MaskShape } from '../call/mask-shape.js';
import type { Bits } from '../core/bits.js';
import type { FreshWords } from '../core/dtype.js';
import { pick } from '../engine/load/choice.js';
import { wrongValue } from '../input/errors.js';
import { checkRank, type Shape } from '../input/shape.js';
import { checkDrawn } from './form.js';

/** The stream that gives each token a score (docs/forms.md). */
const SCORES = 21;

/** Each token after the prefix has one mask element. */
export interface TokenShape extends MaskShape {
  readonly samples: number;
  readonly prefix: number;
  readonly tokens: number;
  readonly features: number;
}

/** @throws {RangeError} if the shape is not [N, L, D], or has no token after the prefix. */
export function tokenShape(shape: Shape, prefix: number): TokenShape {
  checkRank(shape, ['N', 'L', 'D']);
  const [samples, length, features] = shape;
  const tokens = length - prefix;
  if (tokens < 1) throw wrongValue('prefixTokens', `less than the ${length} tokens of a sample`, prefix);
  return { ...EMPTY, elements: samples * tokens, stride: tokens, samples, prefix, tokens, features };
}

function keptOf({ tokens }: TokenShape, p: number): number {
  return Math.max(1, Math.trunc(tokens * (1 - p)));
}

/** The number of elements of y. */
export function keptLength(shape: TokenShape, p: number): number {
  return shape.samples * (shape.prefix + keptOf(shape, p)) * shape.features;
}

/** The number of elements of x. */
export function fullLength({ samples, prefix, tokens, features }: TokenShape): number {
  return samples * (prefix + tokens) * features;
}

/**
 * Returns the indices of the kept tokens of each sample: those with the smallest scores, in this order. If scores are
 * equal, the first token comes first. With `ordered`, and at p = 0, indices ascend.
 */
export function keptTokens(call: Call, shape: TokenShape, bits: Bits, p: number, ordered: boolean): FreshWords {
  checkDrawn(bits);
  const { samples, tokens } = shape;
  const scores = new Uint32Array(samples * tokens);
  pick(scores.length, call.engine).words(bits, SCORES, bits.index, scores);
  const kept = keptOf(shape, p);
  const indices = new Uint32Array(samples * kept);
  const order = new Uint32Array(tokens);
  for (let sample = 0; sample < samples; ++sample) {
    const first = sample * tokens;
    for (let token = 0; token < tokens; ++token) order[token] = token;
    order.sort((a, b) => scores[first + a] - scores[first + b] || a - b);
    const own = order.subarray(0, kept);
    if (ordered || p === 0) own.sort();
    indices.set(own, sample * kept);
  }
  return indices;
}

/** Calls copy(place in x, place in y, elements) for the kept tokens of each sample. */
export function eachRow(
  { samples, prefix, tokens, features }: TokenShape,
  indices: Uint32Array,
  copy: (inX: number, inY: number, n: number) => void,
): void {
  const kept = indices.length / samples;
  for (let sample = 0; sample < samples; ++sample) {
    const [x, y] = [sample * (prefix + tokens), sample * (prefix + kept)];
    if (prefix > 0) copy(x * features, y * features, prefix * features);
    for (let k = 0; k < kept; ++k) {
      const token = indices[sample * kept + k];
      copy((x + prefix + token) * features, (y + prefix + k) * features, features);
    }
  }
}
