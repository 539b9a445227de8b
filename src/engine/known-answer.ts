/** What an addon must answer before it is trusted. */

import { DTYPES } from '../dtype.js';
import type { NativeEngine } from './engine.js';
import { noMask, setMask } from './words.js';

/** A row of docs/mask.md: the first elements of seed 42, draw 1, p = 0.1. */
const KEPT = '1111011111111111111110111111111111111111110111111111111111100111';

/** @throws {Error} at a wrong answer. */
export function checkAnswer(engine: NativeEngine): void {
  const [float32] = DTYPES;
  const x = new Float32Array(KEPT.length).fill(1);
  const y = new Float32Array(KEPT.length);
  engine.apply(setMask(noMask(), 42n, 1, 0.1), float32, x, y, 0);
  const scale = Math.fround(1 / 0.9);
  if (!y.every((value, i) => value === (KEPT[i] === '1' ? scale : 0)))
    throw new Error('the addon gives a wrong answer');
}
