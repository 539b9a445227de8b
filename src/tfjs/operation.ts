/**
 * Runs jobs in tfjs-node as an operation of TensorFlow, on TensorFlow's own memory (native/tensorflow/operation.h). The form's
 * own functions run, with an engine that executes the operation on tensors instead of arrays.
 */

import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import type { Bits } from '../core/bits.js';
import { FLOAT32 } from '../core/dtype.js';
import type { Operation } from '../core/operation.js';
import { GIVEN, type Rule } from '../core/values.js';
import { type Arrays, type Engine, plainArrays } from '../engine/engine.js';
import { CALL_BYTES, CallWriter } from '../engine/struct-call.js';
import { sizeOf } from '../input/shape.js';
import { type Job, passOf } from './job.js';

/** The parts of tfjs-node's backend that run operations. */
export interface NodeBackend {
  readonly binding: { readonly TF_ATTR_INT: number };
  readonly isUsingGpuDevice: boolean;
  executeSingleOutput(name: string, attributes: object[], inputs: TensorInfo[]): TensorInfo;
  write(values: Float32Array | Int32Array, shape: number[], dtype: 'float32' | 'int32'): DataId;
  disposeData(id: DataId): void;
}

interface Parameter {
  readonly memory: Int32Array;
  readonly call: CallWriter;
}

/** The first input of the operation: a call, followed by the words of a given mask. */
function parameterOf(operation: Operation, bits: Bits, rule: Rule, p: number, { dtype, length }: Arrays): Parameter {
  const { index, words } = bits;
  const memory = new Int32Array(CALL_BYTES / 4 + (words?.length ?? 0));
  if (words !== undefined) memory.set(words, CALL_BYTES / 4);
  const call = new CallWriter(memory.buffer);
  call.values(operation, rule, p);
  call.bits(bits);
  call.dtype(dtype);
  call.range(index, length);
  return { memory, call };
}

function execute(backend: NodeBackend, name: string, memory: Int32Array, arrays: TensorInfo[]): TensorInfo {
  const shape = [memory.length];
  const call: TensorInfo = { dataId: backend.write(memory, shape, 'int32'), shape, dtype: 'int32' };
  try {
    const number = { name: 'N', type: backend.binding.TF_ATTR_INT, value: arrays.length };
    return backend.executeSingleOutput(name, [number], [call, ...arrays]);
  } catch (cause) {
    throw new TypeError(`native-dropout: TensorFlow did not run the operation ${name}`, { cause });
  } finally {
    backend.disposeData(call.dataId);
  }
}

/** Runs a job on tensors by the operation of that name. `native` draws masks that elements share. */
export function runOperation(
  backend: NodeBackend,
  name: string,
  native: Engine,
  [x, other]: readonly [x: TensorInfo, other?: TensorInfo],
  job: Job,
): TensorInfo {
  /** The tensors of a call, by the empty arrays that stand for them. */
  const tensors = new Map<unknown, TensorInfo>();
  const standFor = (tensor: TensorInfo): Float32Array => {
    const array = new Float32Array(0);
    tensors.set(array, tensor);
    return array;
  };
  const tensorOf = (array: unknown): TensorInfo => tensors.get(array) as TensorInfo;
  const engine: Engine = {
    ...native,
    run(operation, bits, rule, p, arrays) {
      const { memory } = parameterOf(operation, bits, rule, p, arrays);
      const read = operation.other ? [arrays.x, arrays.other] : [arrays.x];
      return standFor(execute(backend, name, memory, read.map(tensorOf)));
    },
    random(operation, bits, distribution, scaling, arrays) {
      const { memory, call } = parameterOf(operation, bits, GIVEN, 1, arrays);
      call.numbers(distribution, scaling);
      return standFor(execute(backend, name, memory, [tensorOf(arrays.x)]));
    },
  };
  const { bits, p, maskShape } = job;
  const given = standFor(x);
  const call = {
    ...plainArrays(FLOAT32, sizeOf(x.shape), given),
    other: other && standFor(other),
    index: bits.index,
    given,
    result: undefined,
    kind: 'Float32Array',
    columns: 0,
    maskShape,
    engine,
  };
  return tensorOf(passOf(job)(call, bits, p).y);
}
