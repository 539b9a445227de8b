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

/** Options of patchDropout and PatchDropout. */
export interface PatchDropoutSettings {
  /** Tokens at the beginning of each sample that are always kept, such as a class token. Default: 1, as in timm. */
  prefixTokens?: number | undefined;
  /** Whether the kept tokens stay in the order of x. Default: false, as in timm: they are shuffled. */
  ordered?: boolean | undefined;
}

/** The kept tokens. */
export interface Patches<T extends FloatArray> {
  /** Kept tokens: [N, prefixTokens + kept, D]. */
  readonly y: T;
  /** Their indices among the tokens after the prefix: [N, kept]. */
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
    eachRow(shape, indices, (from, to, n) => y.set(plain(call.x, call.dtype, from, n), to));
    return { y: toKind(call.kind, y), indices };
  };
  const gradient: Pass = (call, bits, p) => {
    const shape = call.maskShape as TokenShape;
    const dx: StoredArray = new call.dtype.Array(fullLength(shape));
    eachRow(shape, keptTokens(call, shape, bits, p, ordered), (to, from, n) => {
      dx.set(plain(call.x, call.dtype, from, n), to);
    });
    return { y: toKind(call.kind, dx) };
  };
  const keepAll: Pass = (call) => {
    const { samples, tokens } = call.maskShape as TokenShape;
    return { y: passOn(call), indices: Uint32Array.from({ length: samples * tokens }, (_, i) => i % tokens) };
  };
  return form({
    dropping: undefined,
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
 * Keeps max(1, ⌊L·(1 - p)⌋) random ones of the L tokens after the prefix of each sample in training, unscaled (Liu et al.,
 * "PatchDropout: economizing vision transformers using patch dropout", 2023; timm.layers.PatchDropout). At p = 0 it keeps
 * all in their order. In evaluation y is x itself.
 *
 * @param x An array of the shape [N, prefixTokens + L, D].
 * @param p The fraction of the tokens to drop, in [0, 1). Default: 0.5.
 * @param options {@link CallOptions} without `out` and `inplace`, and {@link PatchDropoutSettings}; `shape` is required.
 * `offset` counts tokens after prefixes: sample k begins at k·L.
 * @returns The kept tokens `y` and their `indices`, both new arrays; in evaluation `y` is x itself.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken.
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
