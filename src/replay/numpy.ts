/** What numpy's two generators share. */

import { checkInteger } from '../input/check.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { checkSelect } from './checks.js';
import { type DrawDoubles, packDoubles } from './doubles.js';
import { nativeFactor } from './torch-mask.js';

/** The mask `random(size) >= p`, with the usual scale. */
export function numpyMask({ p, elements, dtype, kind }: MaskRequest, draw: DrawDoubles): Omit<Replayed, 'next'> {
  checkSelect(kind, 'numpy');
  return { words: packDoubles(draw, elements, p, false), factor: nativeFactor(p, dtype) };
}

const { MAX_SAFE_INTEGER } = Number;

/** Checks the limits of integers in [low, high). Returns high - 1 - low. */
export function checkIntegerRange(low: unknown, high: unknown): number {
  const first = checkInteger('low', low, -MAX_SAFE_INTEGER, MAX_SAFE_INTEGER - 1);
  const end = checkInteger('high', high, first + 1, Math.min(MAX_SAFE_INTEGER, first + MAX_SAFE_INTEGER));
  return end - 1 - first;
}
