/** Patch dropout: a vision transformer sees some of its tokens. */

import { passOn } from '../call/apply.js';
import type { FloatArray, Fresh, FreshWords, StoredArray } from '../core/dtype.js';
import { type Form, type FormRow, form, identity, type Made, mode, type Pass } from '../form/form.js';
import { eachRow, fullLength, keptLength, keptTokens, type TokenShape, tokenShape } from '../form/tokens.js';
import { checkBelowOne, checkBoolean, checkInteger, MAX_INDEX } from '../input/check.js';
import type { Settings } from '../input/options.js';
import type { ShapeOption } from '../input/shape.js';
import { plain, toKind } from '../input/view.js';
import type { CallOptions } from './array-function.js';
import { formFunction } from './form-function.js';

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

const NOT_ALIKE = 'y is not as long as x';

/** Options that need an output like x, and why they are refused. */
export const NO_OUTPUT = { out: NOT_ALIKE, inplace: NOT_ALIKE, reuseOutput: NOT_ALIKE };

function patchDropoutForm({ prefixTokens = 1, ordered: given = false }: Settings): Form {
  const prefix = checkInteger('prefixTokens', prefixTokens, 0, MAX_INDEX);
  const ordered = checkBoolean('ordered', given);
  const forward: Pass = (call, bits, p) => {
    const shape = call.maskShape as TokenShape;
    const indices = keptTokens(call, shape, bits, p, ordered);
    const y: StoredArray = new call.dtype.Array(keptLength(shape, p));
    eachRow(shape, indices, (from, to, n) => y.set(plain(call.x, call.dtype, from, n) as Float32Array, to));
    return { y: toKind(call.kind, y), indices };
  };
  const gradient: Pass = (call, bits, p) => {
    const shape = call.maskShape as TokenShape;
    const indices = keptTokens(call, shape, bits, p, ordered);
    const dx: StoredArray = new call.dtype.Array(fullLength(shape));
    eachRow(shape, indices, (to, from, n) => dx.set(plain(call.x, call.dtype, from, n) as Float32Array, to));
    return { y: toKind(call.kind, dx) };
  };
  const keepAll: Pass = (call) => {
    const { samples, tokens } = call.maskShape as TokenShape;
    return { y: passOn(call), indices: Uint32Array.from({ length: samples * tokens }, (_, i) => i % tokens) };
  };
  return form({
    check: checkBelowOne,
    maskShapeOf: (shape) => tokenShape(shape, prefix),
    training: mode(forward, gradient),
    evaluation: mode(keepAll, identity),
    keptLength: (shape, p) => keptLength(shape as TokenShape, p),
  });
}

export const PATCH_DROPOUT: FormRow = {
  name: 'PatchDropout',
  settings: ['prefixTokens', 'ordered'] satisfies (keyof PatchDropoutSettings)[],
  p: 0.5,
  form: patchDropoutForm,
};

const run = formFunction(PATCH_DROPOUT, NO_OUTPUT);

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
export function patchDropout(x: FloatArray, p: unknown, options?: object): Patches<FloatArray> {
  return patchesOf(run({ x }, p, options));
}

export function patchesOf({ y, indices }: Made): Patches<FloatArray> {
  return { y, indices: indices as FreshWords };
}
