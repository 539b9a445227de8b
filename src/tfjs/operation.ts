/**
 * Runs jobs in tfjs-node as an operation of TensorFlow, on TensorFlow's own memory (native/tensorflow/operation.h). The form's
 * own functions run, with an engine whose arrays are tensors.
 */

import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import type { Call } from '../call/call.js';
import type { Bits } from '../core/bits.js';
import { FLOAT32, type FloatArray } from '../core/dtype.js';
import type { Operation } from '../core/operation.js';
import { GIVEN, type Rule } from '../core/values.js';
import type { Arrays, Engine, NativeEngine } from '../engine/engine.js';
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

/** Only the engine below sees these arrays. */
const arrayFor = (tensor: TensorInfo): Float32Array => tensor as unknown as Float32Array;
const tensorOf = (array: FloatArray | undefined): TensorInfo => array as unknown as TensorInfo;

function followedBy(first: Int32Array, second: Uint32Array): Int32Array {
  const both = new Int32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** The native engine, which draws masks that elements share; operations run on the tensors of a backend. */
export function operationEngine(backend: NodeBackend, native: NativeEngine): Engine {
  const name = native.registerOperation();
  const type = backend.binding.TF_ATTR_INT;
  // TensorFlow reads a call before the next is written: the operation has run when executeSingleOutput() returns.
  const memory = new Int32Array(CALL_BYTES / 4);
  const call = new CallWriter(memory.buffer);

  function writeCall(operation: Operation, bits: Bits, rule: Rule, p: number, { dtype, length }: Arrays): void {
    call.values(operation, rule, p);
    call.bits(bits);
    call.dtype(dtype);
    call.range(bits.index, length);
  }

  /** The first input of the operation is the call, followed by the words of a given mask. */
  function execute(words: Uint32Array | undefined, arrays: TensorInfo[]): Float32Array {
    const values = words === undefined ? memory : followedBy(memory, words);
    const shape = [values.length];
    const first: TensorInfo = { dataId: backend.write(values, shape, 'int32'), shape, dtype: 'int32' };
    try {
      return arrayFor(
        backend.executeSingleOutput(name, [{ name: 'N', type, value: arrays.length }], [first, ...arrays]),
      );
    } catch (cause) {
      throw new TypeError(`native-dropout: TensorFlow did not run the operation ${name}`, { cause });
    } finally {
      backend.disposeData(first.dataId);
    }
  }

  return {
    ...native,
    run(operation, bits, rule, p, arrays) {
      writeCall(operation, bits, rule, p, arrays);
      const x = tensorOf(arrays.x);
      return execute(bits.words, operation.other ? [x, tensorOf(arrays.other)] : [x]);
    },
    random(operation, bits, distribution, scaling, arrays) {
      writeCall(operation, bits, GIVEN, 1, arrays);
      call.numbers(distribution, scaling);
      return execute(undefined, [tensorOf(arrays.x)]);
    },
  };
}

/** Runs a job on tensors, by an {@link operationEngine}. */
export function runOperation(
  engine: Engine,
  [x, other]: readonly [x: TensorInfo, other?: TensorInfo],
  job: Job,
): TensorInfo {
  const { bits, p, maskShape } = job;
  const given = arrayFor(x);
  const call: Call = {
    dtype: FLOAT32,
    length: sizeOf(x.shape),
    x: given,
    y: undefined,
    other: other && arrayFor(other),
    bias: undefined,
    sums: undefined,
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
