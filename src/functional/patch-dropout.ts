/** Patch dropout: a vision transformer sees some of its tokens. */

import { passOn } from '../call/apply.js';
import type { Call } from '../call/call.js';
import type { MaskShape } from '../call/mask-shape.js';
import type { Bits } from '../core/bits.js';
import type { FloatArray, Fresh, FreshWords, StoredArray } from '../core/dtype.js';
import { pick } from '../engine/load/choice.js';
import { type Form, type FormRow, form, identity, type Made, mode } from '../form/form.js';
import { checkBelowOne, checkBoolean, checkInteger, MAX_INDEX } from '../input/check.js';
import { wrongType, wrongValue } from '../input/errors.js';
import { accepting, readOptions, type Settings } from '../input/options.js';
import { checkRank, type ShapeOption } from '../input/shape.js';
import { plain, toKind } from '../input/view.js';
import type { CallOptions } from './array-function.js';
import { runForm } from './form-function.js';

export interface PatchDropoutSettings {
  /** Tokens at the beginning of each sample that are always kept, such as a class token. 1 when left out, as in timm. */
  prefixTokens?: number | undefined;
  /** Leave the kept tokens in the order that they have in x. False when left out, as in timm: they are shuffled. */
  ordered?: boolean | undefined;
}

/** What became of the tokens. */
export interface Patches<T extends FloatArray> {
  /** [N, prefixTokens + kept, D]. */
  readonly y: T;
  /** [N, kept]: which token behind the prefix each of them is. */
  readonly indices: FreshWords;
}

/** The stream that gives each token a score (docs/forms.md). */
const SCORES = 21;

/** Every token behind a prefix has an element of the mask. */
interface TokenShape extends MaskShape {
  readonly samples: number;
  readonly prefix: number;
  readonly tokens: number;
  readonly features: number;
}

function patchDropoutForm({ prefixTokens = 1, ordered = false }: Settings): Form {
  const prefix = checkInteger('prefixTokens', prefixTokens, 0, MAX_INDEX);
  const inOrder = checkBoolean('ordered', ordered);
  return form({
    check: checkBelowOne,
    maskShapeOf(shape): TokenShape {
      checkRank(shape, ['N', 'L', 'D']);
      const [samples, length, features] = shape;
      const tokens = length - prefix;
      if (tokens < 1) throw wrongValue('prefixTokens', `less than the ${length} tokens of a sample`, prefix);
      const elements = samples * tokens;
      return { elements, layOut: (mask) => mask, rate: undefined, samples, prefix, tokens, features };
    },
    training: mode(
      (call, bits, p) => {
        const maskShape = call.maskShape as TokenShape;
        const indices = keptTokens(call, maskShape, bits, p, inOrder);
        const y: StoredArray = new call.dtype.Array(keptLength(maskShape, p));
        eachRow(maskShape, indices, (from, to, n) => y.set(plain(call.x, call.dtype, from, n) as Float32Array, to));
        return { y: toKind(call.kind, y), indices };
      },
      (call, bits, p) => {
        const maskShape = call.maskShape as TokenShape;
        const dx: StoredArray = new call.dtype.Array(lengthOf(maskShape));
        const indices = keptTokens(call, maskShape, bits, p, inOrder);
        eachRow(maskShape, indices, (to, from, n) => dx.set(plain(call.x, call.dtype, from, n) as Float32Array, to));
        return { y: toKind(call.kind, dx) };
      },
    ),
    evaluation: mode((call) => {
      const { samples, tokens } = call.maskShape as TokenShape;
      return { y: passOn(call), indices: Uint32Array.from({ length: samples * tokens }, (_, i) => i % tokens) };
    }, identity),
    keptLength: (maskShape, p) => keptLength(maskShape as TokenShape, p),
  });
}

export const PATCH_DROPOUT: FormRow = {
  name: 'PatchDropout',
  settings: ['prefixTokens', 'ordered'] satisfies (keyof PatchDropoutSettings)[],
  p: 0.5,
  form: patchDropoutForm,
};

function keptOf({ tokens }: TokenShape, p: number): number {
  return Math.max(1, Math.trunc(tokens * (1 - p)));
}

function keptLength(maskShape: TokenShape, p: number): number {
  return maskShape.samples * (maskShape.prefix + keptOf(maskShape, p)) * maskShape.features;
}

function lengthOf({ samples, prefix, tokens, features }: TokenShape): number {
  return samples * (prefix + tokens) * features;
}

/** Of each sample the tokens of the smallest scores, the first of those that are alike; all in their order at p = 0. */
function keptTokens(call: Call, maskShape: TokenShape, bits: Bits, p: number, inOrder: boolean): FreshWords {
  if (bits.words !== undefined) throw wrongType('mask', 'one that is drawn, as its key draws the scores', 'given bits');
  const { samples, tokens } = maskShape;
  const scores = new Uint32Array(samples * tokens);
  pick(scores.length, call.engine).words(bits, SCORES, bits.index, scores);
  const kept = keptOf(maskShape, p);
  const indices = new Uint32Array(samples * kept);
  const order = new Uint32Array(tokens);
  for (let sample = 0; sample < samples; ++sample) {
    const first = sample * tokens;
    for (let token = 0; token < tokens; ++token) order[token] = token;
    order.sort((a, b) => scores[first + a] - scores[first + b] || a - b);
    const own = order.subarray(0, kept);
    if (inOrder || p === 0) own.sort();
    indices.set(own, sample * kept);
  }
  return indices;
}

/** Calls copy(place in x, place in y, elements) for what each sample keeps. */
function eachRow(
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

const NOT_ALIKE = 'y is not as long as x';

/** Why no output can be given, and none is used again. */
export const NO_OUTPUT = { out: NOT_ALIKE, inplace: NOT_ALIKE, reuseOutput: NOT_ALIKE };

const OPTIONS = ['training', 'generator', 'offset', 'engine', 'dtype', 'shape'] as const;
const ACCEPTS = accepting('patchDropout', OPTIONS, { more: PATCH_DROPOUT.settings, instead: NO_OUTPUT });

/**
 * Patch dropout (Liu et al., "PatchDropout: economizing vision transformers using patch dropout", 2023; timm.layers.
 * PatchDropout): while training, keeps max(1, ⌊L·(1 - p)⌋) of the L tokens that each sample has behind its prefix, chosen
 * at random, and nothing is scaled. Otherwise, and in order at p = 0, all of them: y is x itself in evaluation.
 *
 * @param x [N, prefixTokens + L, D]; `shape` says these three.
 * @param p The part of the tokens that is dropped, in [0, 1). 0.5 when left out.
 * @param options `offset` counts tokens behind prefixes: sample k begins at k·L.
 * @throws {TypeError | RangeError} if an argument is not what it should be; no draw is taken then.
 *
 * @example
 * import { patchDropout } from 'native-dropout';
 * const tokens = Float32Array.of(1, 2, 3, 4, 5, 6); // a class token and two others, of two features each
 * const { y, indices } = patchDropout(tokens, 0.5, { shape: [1, 3, 2] }); // y has the class token and one other
 */
export function patchDropout<T extends FloatArray>(
  x: T,
  p: number | undefined,
  options: Omit<CallOptions, 'out' | 'inplace' | 'shape'> & PatchDropoutSettings & ShapeOption,
): Patches<T | Fresh<T>>;
export function patchDropout(x: FloatArray, p: unknown = PATCH_DROPOUT.p, options?: object): Patches<FloatArray> {
  const read = readOptions(ACCEPTS, options);
  return patchesOf(runForm(PATCH_DROPOUT.form(read.settings), { x }, p, read));
}

export function patchesOf({ y, indices }: Made): Patches<FloatArray> {
  return { y, indices: indices as FreshWords };
}
