/**
 * Dropout on backends with their own memory, such as webgl and webgpu. x stays there, and its factors are sent there. Nothing
 * is read back, because some backends cannot read synchronously.
 */

import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { apply, type Job } from './job.js';

/** Every form is affine, element by element; the factors of x are its gradient if dy = 1. */
function factorsOf(job: Job, n: number): Float32Array {
  const direction = job.direction === 'forward' ? 'x' : job.direction;
  return apply({ ...job, direction }, [new Float32Array(n).fill(1)]);
}

/** The summands of a form: y for x = -0. undefined if y is only the product. */
function shiftOf(job: Job, factors: Float32Array): Float32Array | undefined {
  const shift = apply(job, [new Float32Array(factors.length).fill(-0)]);
  const isProduct = shift.every((value, i) => Object.is(value, factors[i] === 0 ? 0 : -0 * factors[i]));
  return isProduct ? undefined : shift;
}

/** Inputs are tensors, because the kernel runs inside an engine. */
export function onDevice(_backend: unknown, inputs: readonly [x: TensorInfo, other?: TensorInfo], job: Job): Tensor {
  const [x, other] = inputs as readonly [x: Tensor, other?: Tensor];
  const engine = peers.core().engine();
  const run = (name: string, tensors: Record<string, Tensor>): Tensor => engine.runKernel(name, tensors);
  const send = (values: Float32Array): Tensor => engine.makeTensor(values, x.shape, 'float32');
  return engine.tidy(() => {
    const factors = factorsOf(job, x.size);
    const factor = send(factors);
    const zeros = run('ZerosLike', { x });
    const kept = run('NotEqual', { a: factor, b: zeros });
    if (other !== undefined) return run('Select', { condition: kept, t: x, e: other });
    // A selection, so that a dropped NaN or infinity is 0.
    const y = run('Select', { condition: kept, t: run('Multiply', { a: x, b: factor }), e: zeros });
    const shift = job.direction === 'forward' ? shiftOf(job, factors) : undefined;
    return shift === undefined ? y : run('Add', { a: y, b: send(shift) });
  });
}
