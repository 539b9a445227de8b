/** Usages that must compile, and some that must not: checked by `npm run types`, never run. */

import {
  type ApplyOptions,
  Dropout,
  type DropoutOptions,
  dropout,
  type FloatArray,
  type Fresh,
  Mask,
} from '../src/index.js';

declare const f32: Float32Array;
declare const f64: Float64Array;
declare const either: Float32Array | Float64Array;
declare const maybe: boolean | undefined;

export const a: Float32Array = dropout(f32);
export const b: Float64Array = dropout(f64, 0.1, { out: f64, training: maybe, inplace: undefined });
export const c: Float32Array | Float64Array = dropout(either);
export const d: Float32Array = new Dropout(0.5).forward(new Float32Array(new SharedArrayBuffer(16)));

const common: DropoutOptions = { training: true };
const apply: ApplyOptions = { offset: 3 };
export const e: Float32Array = dropout(f32, 0.5, common);
export const f: Float64Array = new Mask({ seed: 1n, draw: 0, p: 0.5 }).apply(f64, apply);

export function wrapper<T extends FloatArray>(x: T): Fresh<T> {
  return dropout(x, 0.5, { training: true });
}

// @ts-expect-error: out is of the other type
dropout(f32, 0.5, { out: f64 });
// @ts-expect-error: no such option
dropout(f32, 0.5, { trainning: true });
// @ts-expect-error: not an array of floats
dropout(new Int32Array(3));
// @ts-expect-error: a boolean is not an object of options
dropout(f32, 0.5, false);
