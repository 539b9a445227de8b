/** Dropping with probability p and scaling the rest by 1/(1 - p) keeps the expectation; evaluation changes nothing. */

import { dropout, Generator } from 'native-dropout';
import { heading, line, number, yes } from '../shared/terminal.js';

const DRAWS = 1_000_000;
/** The first mask of this seed drops an element. With three elements and p = 0.1 most masks drop none. */
const SEED = 0;

export function showExpectation(): void {
  const x = Float32Array.of(5, 7, 9);
  const p = 0.1;
  const generator = new Generator(SEED);

  heading(`2  dropout([${x.join(', ')}], ${p})`);
  line(`x                         ${columns(x, 0)}`);
  line(`one draw                  ${columns(dropout(x, p, { generator }), 4)}   kept: × ${(1 / (1 - p)).toFixed(4)}`);

  const sum = new Float64Array(x.length);
  const y = new Float32Array(x.length);
  for (let draw = 0; draw < DRAWS; ++draw) {
    dropout(x, p, { generator, out: y });
    for (let i = 0; i < y.length; ++i) sum[i] += y[i];
  }
  const mean = sum.map((total) => total / DRAWS);
  const error = Math.max(...x) * Math.sqrt(p / (1 - p) / DRAWS); // standard error of the largest element's mean
  line(`mean of ${number(DRAWS)} draws   ${columns(mean, 4)}   standard error ${error.toFixed(4)}`);

  const evaluated = dropout(x, p, { training: false });
  line(`evaluation                ${columns(evaluated, 0)}   x itself: ${yes(evaluated === x)}`);
}

function columns(values: Float32Array | Float64Array, decimals: number): string {
  return Array.from(values, (value) => value.toFixed(value === 0 ? 0 : decimals).padStart(8)).join('');
}
