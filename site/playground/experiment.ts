/** One call of a form, its statistics over many draws, and a worker's slice of it. */

import { Generator } from 'native-dropout';
import { type FormRow, product } from './forms.js';

export interface Settings {
  form: FormRow;
  p: number;
  seed: number | bigint;
  draw: number;
  shape: number[];
}

export interface Outcome {
  settings: Settings;
  x: Float32Array<ArrayBuffer>;
  y: Float32Array<ArrayBuffer>;
  dropped: number;
}

/** More would not be drawn at once. */
const MOST = 65_536;
const DRAWS = 200;

function generatorOf({ seed, draw }: Settings): Generator {
  const generator = new Generator(seed);
  generator.draw = draw;
  return generator;
}

function inputOf({ form, shape }: Settings): Float32Array<ArrayBuffer> {
  const n = product(shape);
  if (n > MOST) throw new RangeError(`shape: expected at most ${MOST.toLocaleString('en')} elements here, got ${n}`);
  return form.input === 'ones' ? new Float32Array(n).fill(1) : new Generator(0).normal(n);
}

/** Dropped elements do not depend on x. */
function droppedOf(x: Float32Array<ArrayBuffer>, y: Float32Array, run: (x: Float32Array<ArrayBuffer>) => Float32Array) {
  const moved = run(x.map((value) => value + 1));
  return y.reduce((count, value, i) => count + (value === moved[i] ? 1 : 0), 0);
}

/** @throws {TypeError | RangeError} of the package. */
export function experiment(settings: Settings): Outcome {
  const { form, p, shape } = settings;
  const x = inputOf(settings);
  const run = (values: Float32Array<ArrayBuffer>) => form.run(values, p, { generator: generatorOf(settings), shape });
  const y = run(x);
  return { settings, x, y, dropped: form.deviation ? 0 : droppedOf(x, y, run) };
}

export interface Statistics {
  draws: number;
  mean: number;
  variance: number;
  /** The share of dropped elements in each draw. */
  shares: number[];
}

/** What the next draws give, this one first. */
export function statistics({ settings, x }: Outcome): Statistics {
  const { form, p, shape } = settings;
  const [generator, again] = [generatorOf(settings), generatorOf(settings)];
  const shares: number[] = [];
  let [sum, squares] = [0, 0];
  for (let draw = 0; draw < DRAWS; ++draw) {
    const y = form.run(x, p, { generator, shape });
    for (const value of y) {
      sum += value;
      squares += value * value;
    }
    if (!form.deviation) {
      shares.push(droppedOf(x, y, (values) => form.run(values, p, { generator: again, shape })) / y.length);
    }
  }
  const mean = sum / (DRAWS * x.length);
  return { draws: DRAWS, mean, variance: squares / (DRAWS * x.length) - mean * mean, shares };
}

export interface Slice {
  y: Float32Array;
  offset: number;
  /** The elements of the whole. */
  from: number;
  to: number;
  isEqual: boolean;
}

/** What a worker draws that holds `samples` of the first axis from `first` on, with an offset alone. */
export function sliceOf({ settings, x, y }: Outcome, first: number, samples: number): Slice {
  const { form, p, shape } = settings;
  const row = product(shape.slice(1));
  const [from, to] = [first * row, (first + samples) * row];
  const offset = first * (form.perSample?.(shape) ?? 0);
  const options = { generator: generatorOf(settings), shape: [samples, ...shape.slice(1)], offset };
  const part = form.run(x.slice(from, to), p, options);
  return { y: part, offset, from, to, isEqual: part.every((value, i) => Object.is(value, y[from + i])) };
}

export function codeOf({ form, p, seed, draw, shape }: Settings, offset?: number): string {
  const options = ['generator', ...form.options(shape), ...(offset ? [`offset: ${offset}`] : [])];
  return `const generator = new Generator(${typeof seed === 'bigint' ? `${seed}n` : seed});
generator.draw = ${draw};
const y = ${form.name}(x, ${p}, { ${options.join(', ')} });`;
}
