/** The kernel of all forms of dropout, for each backend, and its gradient, which is the kernel again. */

import type { DataId, KernelConfig, NamedAttrMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { readArguments } from '../apply.js';
import type { Bits } from '../bits.js';
import type { Form } from '../form.js';
import type { Noise } from '../noise-shape.js';
import { face, readOptions } from '../options.js';

const KERNEL = 'NativeDropout';

const OPTIONS = face(KERNEL, ['out', 'offset']);

/** What is done to a tensor: all that the gradient needs to do it again, so that nothing is kept of x or y. */
export interface Pass {
  readonly form: Form;
  readonly direction: 'forward' | 'backward';
  readonly bits: Bits;
  readonly p: number;
  readonly offset: number;
  readonly noise: Noise | undefined;
}

/** A new array, or `out`. */
function apply({ form, direction, bits, p, offset, noise }: Pass, x: Float32Array, out?: Float32Array): Float32Array {
  const noiseFor = noise === undefined ? undefined : () => noise;
  const call = readArguments('x', x, readOptions(OPTIONS, { out, offset }), false, noiseFor);
  const y = form[direction](call, bits, p) as Float32Array;
  return y === x ? y.slice() : y; // of the forms whose gradient is dy itself
}

/** What the kernels use of the backends. */
interface CpuBackend {
  data: { get(id: DataId): { values: ArrayLike<number> } };
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
}
interface WasmBackend {
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
  typedArrayFromHeap(info: TensorInfo): Float32Array;
  disposeData(id: DataId): void;
}
interface AnyBackend {
  write(values: Float32Array, shape: number[], dtype: 'float32'): DataId;
}

/** Some kernels of TensorFlow.js leave other arrays in tensors of floats. */
function floats(values: ArrayLike<number>): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

function onCpu(backend: CpuBackend, x: TensorInfo, pass: Pass): TensorInfo {
  return backend.makeTensorInfo(x.shape, 'float32', apply(pass, floats(backend.data.get(x.dataId).values)));
}

/** Reads and writes the heap, which may move when the output is made, or x is brought from another backend. */
function onWasm(backend: WasmBackend, x: TensorInfo, pass: Pass): TensorInfo {
  const y = backend.makeOutput(x.shape, 'float32');
  try {
    const values = backend.typedArrayFromHeap(x);
    const out = backend.typedArrayFromHeap(y);
    const made = apply(pass, values, out);
    if (made !== out) out.set(made);
    return y;
  } catch (error) {
    backend.disposeData(y.dataId);
    throw error;
  }
}

/** Reads by way of the engine, as the data may lie on another backend. The backend may keep what is written to it. */
function onAny(backend: AnyBackend, x: TensorInfo, pass: Pass): TensorInfo {
  const values = peers.core().engine().readSync(x.dataId);
  const dataId = backend.write(apply(pass, floats(values as Float32Array)), x.shape, 'float32');
  return { dataId, shape: x.shape, dtype: 'float32' };
}

function kernelFor(backendName: string): KernelConfig {
  const run = { cpu: onCpu, wasm: onWasm }[backendName] ?? onAny;
  const kernelFunc: KernelConfig['kernelFunc'] = ({ inputs, attrs, backend }) =>
    run(backend as CpuBackend & WasmBackend & AnyBackend, inputs.x as TensorInfo, attrs as unknown as Pass);
  return { kernelName: KERNEL, backendName, kernelFunc };
}

/** The registries are those of all copies of TensorFlow.js in the process. */
function register(): void {
  const { getBackend, getGradient, getKernel, registerGradient, registerKernel } = peers.core();
  if (getKernel(KERNEL, getBackend()) === undefined) registerKernel(kernelFor(getBackend()));
  if (getGradient(KERNEL) !== undefined) return;
  registerGradient({
    kernelName: KERNEL,
    gradFunc: (dy, _saved, attrs) => ({
      x: () => run(dy as Tensor, { ...(attrs as unknown as Pass), direction: 'backward' }),
    }),
  });
}

/** What becomes of a tensor on the backend at hand. */
export function run(x: Tensor, pass: Pass): Tensor {
  register();
  return peers
    .core()
    .engine()
    .runKernel(KERNEL, { x }, pass as unknown as NamedAttrMap);
}
