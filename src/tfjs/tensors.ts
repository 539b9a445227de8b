/** Tensors of TensorFlow.js and their bytes. */

import type { DataType, Tensor, Variable } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { sizeOf } from '../input/shape.js';
import { isTensor } from './tensor.js';

/** Bytes in a checkpoint, as TensorFlow.js describes those of weights. */
export interface Spec {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool';
  /** TensorFlow.js passes over weights of this group when it loads a model without its optimizer. */
  group?: 'optimizer';
}

const BYTES = { float32: 4, int32: 4, bool: 1 } as const;

export function isStored(dtype: DataType): dtype is Spec['dtype'] {
  return Object.hasOwn(BYTES, dtype);
}

export const bytesIn = ({ shape, dtype }: Spec): number => sizeOf(shape) * BYTES[dtype];

export function isVariable(value: unknown): value is Variable {
  return isTensor(value) && 'assign' in value && 'trainable' in value;
}

/** A new tensor with a copy of these bytes. */
export function tensorOf({ shape, dtype }: Spec, bytes: Uint8Array): Tensor {
  const { buffer } = bytes.slice();
  const values = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  return peers.core().engine().makeTensor(new values(buffer), shape, dtype);
}

/** Sets the value of a variable. */
export function assign(variable: Variable, spec: Spec, bytes: Uint8Array): void {
  const value = tensorOf(spec, bytes);
  variable.assign(value as never);
  value.dispose();
}
