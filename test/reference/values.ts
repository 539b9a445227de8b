/** Computes single elements: how dtypes are read, calculated and written, and the formulas of docs/forms.md. */

import { drawn, type Factor, type ReferenceMask } from './mask.js';
import { bitsOf, FORMATS, type Format, numberOf } from './sixteen-bit.js';

export type StoredArray = Float32Array | Float64Array | Uint16Array;

/** How the elements of a dtype are read, calculated and written. */
interface Arithmetic {
  read(stored: number): number;
  round(exact: number): number;
  write(value: number): number;
  make(n: number): StoredArray;
}

const same = (value: number): number => value;

function narrow(format: Format): Arithmetic {
  return {
    read: (bits) => numberOf(format, bits),
    round: Math.fround,
    write: (value) => bitsOf(format, value),
    make: (n) => new Uint16Array(n),
  };
}

export type DtypeName = 'float32' | 'float64' | 'float16' | 'bfloat16';

export const ARITHMETIC: Readonly<Record<DtypeName, Arithmetic>> = {
  float32: { read: same, round: Math.fround, write: same, make: (n) => new Float32Array(n) },
  float64: { read: same, round: same, write: same, make: (n) => new Float64Array(n) },
  float16: narrow(FORMATS.float16),
  bfloat16: narrow(FORMATS.bfloat16),
};

/** An element of each array that an operation reads, and whether it is kept. */
export interface Element {
  x: number;
  other: number;
  bias: number;
  kept: boolean;
}

type Step = (value: number) => number;

/** Computes an element of y. `round` rounds to the type of the calculation, `scale` scales a kept value. */
export type Value = (element: Element, p: number, round: Step, scale: Step) => number;

const select: Value = ({ x, kept }, _p, _round, scale) => (kept ? scale(x) : 0);
const bias: Value = ({ x, bias, kept }, _p, round, scale) => (kept ? scale(round(x + bias)) : 0);

/** How kept values are scaled: by 1 / (1 - p), or as another framework does. */
function scaling(p: number, round: Step, factor: Factor | undefined): Step {
  if (factor?.rule === 'divide') return (value) => round(value / round(factor.by));
  const by = round(factor?.rule === 'multiply' ? factor.by : 1 / (1 - p));
  return (value) => round(value * by);
}

/** α′ of alpha dropout. */
export const ALPHA = 1.7580993408473766;

/** By the names of src/core/operation.ts, as the specification's section on values says. */
export const VALUES = {
  select,
  affine({ x, kept }, p, round) {
    const a = p === 1 ? 0 : 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
    const b = ALPHA * a * p;
    return kept ? round(round(x * round(a)) + round(b)) : round(b - ALPHA * a);
  },
  bias,
  add: (element, p, round, scale) => round(element.other + bias(element, p, round, scale)),
  relu: (element, p, round, scale) => (round(element.x + element.bias) <= 0 ? 0 : bias(element, p, round, scale)),
  choose: ({ x, other, kept }) => (kept ? x : other),
  reject: ({ x, kept }, scale, round) => (kept ? 0 : round(x * round(scale))),
  mix: ({ x, other }, p, round) => round(round(x * round(1 - p)) + round(other * round(p))),
  multiply: ({ x, bias }, _p, round) => round(x * bias),
  divide: ({ x, kept }, scale, round) => (kept ? round(x / round(scale)) : 0),
  selectSum: select,
  reluGradient: ({ x, other }, scale, round) => (other <= 0 ? 0 : round(x * round(scale))),
} satisfies Record<string, Value>;

interface Others {
  value?: Value;
  dtype?: DtypeName;
  other?: StoredArray | undefined;
  bias?: ArrayLike<number> | undefined;
  factor?: Factor | undefined;
}

/** Computes y from x, and also returns y before it was rounded to 16 bits. */
export function applyTo<T extends StoredArray>(
  kept: (i: number) => boolean,
  p: number,
  x: T,
  {
    value = select,
    dtype = x instanceof Float64Array ? 'float64' : 'float32',
    other = x,
    bias = [0],
    factor,
  }: Others = {},
): { y: T; values: Float64Array } {
  const { read, round, write } = ARITHMETIC[dtype];
  const scale = scaling(p, round, factor);
  const y = x.slice() as T;
  const values = new Float64Array(x.length);
  for (let i = 0; i < x.length; ++i) {
    const element = { x: read(x[i]), other: read(other[i]), bias: bias[i % bias.length], kept: kept(i) };
    values[i] = value(element, p, round, scale);
    y[i] = write(values[i]);
  }
  return { y, values };
}

/** The mask applied to x, whose first element has mask element `offset`. */
export function apply<T extends StoredArray>(mask: ReferenceMask, x: T, offset: number, others: Others = {}): T {
  const { kept } = drawn(mask);
  return applyTo((i) => kept(offset + i), mask.p, x, others).y;
}
