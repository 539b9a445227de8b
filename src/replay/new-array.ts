import { type ComputeArray, type Dtype, FLOAT32, FLOAT64 } from '../core/dtype.js';
import { chosen } from '../engine/load/choice.js';

/** A new array of the type that a dtype is computed in. The native engine asks for large pages for a large one. */
export function newArray(dtype: Dtype, n: number): ComputeArray {
  return chosen().engine.output(dtype === FLOAT64 ? FLOAT64 : FLOAT32, n) as ComputeArray;
}
