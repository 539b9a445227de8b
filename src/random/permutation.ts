import { keyOf } from '../core/bits.js';
import type { FreshWords } from '../core/dtype.js';
import { pick } from '../engine/load/choice.js';
import { checkInteger, MAX_LENGTH } from '../input/check.js';
import { below, wordsOf } from './integers.js';
import type { Drawer } from './numbers.js';

const STREAM = 19;

/** Shuffles the numbers 0 … length - 1 (Durstenfeld, Algorithm 235, CACM 7, 1964), as docs/mask.md specifies. */
export function permutation({ seed, draw }: Drawer, length: unknown): FreshWords {
  const n = checkInteger('n', length, 0, MAX_LENGTH);
  const order = new Uint32Array(n);
  for (let i = 0; i < n; ++i) order[i] = i;
  const next = wordsOf(pick(n, undefined), keyOf(seed, draw), STREAM, n);
  for (let i = n - 1; i > 0; --i) {
    const j = below(i + 1, next);
    const last = order[i];
    order[i] = order[j];
    order[j] = last;
  }
  return order;
}
