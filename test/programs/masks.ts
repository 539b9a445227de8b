/** The model of a mask. */

import { drawn, type Factor, given, type ReferenceBits } from '../reference/mask.js';

export const MOST = 2 ** 48;

export interface MaskModel {
  readonly p: number;
  readonly offset: number;
  /** Index of its end in the mask that it was sliced from. */
  readonly limit: number;
  readonly drawer: { readonly seed: bigint; readonly draw: number } | undefined;
  /** For given bits: one entry per element. */
  readonly kept: readonly number[];
  /** For the mask of a source. */
  readonly factor?: Factor | undefined;
}

export function drawnMask(drawer: MaskModel['drawer'], p: number, offset = 0): MaskModel {
  return { p, offset, limit: MOST, drawer, kept: [] };
}

export function storedMask(kept: readonly number[], p: number, factor?: Factor): MaskModel {
  return { p, offset: 0, limit: kept.length, drawer: undefined, kept, factor };
}

/** Its elements, by their index in the mask that it was sliced from. */
export function bitsOf({ drawer, kept, p, factor }: MaskModel): ReferenceBits {
  return drawer === undefined ? given(kept, p, factor) : drawn({ ...drawer, p });
}
