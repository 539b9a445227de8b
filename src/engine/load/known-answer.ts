/** A known answer: an addon that gives another is not used. */

import { drawnBits } from '../../core/bits.js';
import { FLOAT32 } from '../../core/dtype.js';
import { SELECT } from '../../core/operation.js';
import { INVERTED } from '../../core/values.js';
import { type Engine, plainArrays } from '../engine.js';

/** The first elements of seed 42, draw 1, p = 0.1 (docs/mask.md). */
const KEPT = '1111011111111111111110111111111111111111110111111111111111100111';

/** @throws {Error} if the engine gives another answer. */
export function checkAnswer(engine: Engine): void {
  const p = 0.1;
  const x = new Float32Array(KEPT.length).fill(1);
  const y = new Float32Array(KEPT.length);
  engine.run(SELECT, drawnBits(42n, 1, p), INVERTED, p, plainArrays(FLOAT32, x.length, x, y));
  const scale = Math.fround(1 / (1 - p));
  const right = y.every((value, i) => value === (KEPT[i] === '1' ? scale : 0));
  if (!right) throw new Error('the addon gives a wrong answer');
}
