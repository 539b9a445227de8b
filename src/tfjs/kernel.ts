/** The kernel of all forms of dropout, for each backend, and its gradient, which is the kernel again. */

import type { DataId, KernelConfig, NamedAttrMap, NamedTensorInfoMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { readArguments } from '../apply.js';
import type { Bits } from '../bits.js';
import type { Form } from '../form.js';
import type { Noise } from '../noise-shape.js';

const KERNEL = 'NativeDropout';

/** What is done to a tensor: all that the gradient needs to do it again, so that nothing is kept of x or y. */
export interface Pass {
  readonly form: Form;
  readonly direction: 'forward' | 'backward';
  readonly bits: Bits;
  readonly p: number;
  readonly offset: number;
  readonly noise: Noise | undefined;
  /** Whose backward gives the gradient by the other tensor, of the forms that have one. */
  readonly ofOther?: Form;
}

/** The arrays of x, and of the other tensor of the forms that have one. */
type Read = readonly [x: Float32Array, other?: Float32Array];

/** A new array, or `out`. */
function apply({ form, direction, bits, p, offset, noise }: Pass, [x, other]: Read, out?: Float32Array): Float32Array {
  const noiseFor = noise === undefined ? undefined : () => noise;
  const options = { out, offset, engine: undefined, dtype: undefined };
  const call = { ...readArguments('x', x, options, false, noiseFor), other };
  const y = form[direction](call, bits, p) as Float32Array;
  return y === x ? y.slice() : y; // of the forms whose gradient is dy itself
}

/** What the kernels use of the backends. */
interface CpuBackend {
  data: { get(id: DataId): { values: ArrayLike<number> } };
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
}
interface WasmBackend {
  dataIdMap: { get(id: DataId): unknown };
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

type Inputs = readonly [x: TensorInfo, other?: TensorInfo];

function both([x, other]: Inputs, read: (tensor: TensorInfo) => Float32Array): Read {
  return other === undefined ? [read(x)] : [read(x), read(other)];
}

function onCpu(backend: CpuBackend, inputs: Inputs, pass: Pass): TensorInfo {
  const read = both(inputs, ({ dataId }) => floats(backend.data.get(dataId).values));
  return backend.makeTensorInfo(inputs[0].shape, 'float32', apply(pass, read));
}

/** Reads and writes the heap, which may move when an input is brought from another backend, or the output is made. */
function onWasm(backend: WasmBackend, inputs: Inputs, pass: Pass): TensorInfo {
  for (const tensor of inputs) if (tensor !== undefined) backend.dataIdMap.get(tensor.dataId); // brings it
  const y = backend.makeOutput(inputs[0].shape, 'float32');
  try {
    const out = backend.typedArrayFromHeap(y);
    const values = both(inputs, (tensor) => backend.typedArrayFromHeap(tensor));
    apply(pass, values, out);
    return y;
  } catch (error) {
    backend.disposeData(y.dataId);
    throw error;
  }
}

/** Reads by way of the engine, as the data may lie on another backend. The backend may keep what is written to it. */
function onAny(backend: AnyBackend, inputs: Inputs, pass: Pass): TensorInfo {
  const engine = peers.core().engine();
  const read = both(inputs, ({ dataId }) => floats(engine.readSync(dataId) as Float32Array));
  const { shape } = inputs[0];
  return { dataId: backend.write(apply(pass, read), shape, 'float32'), shape, dtype: 'float32' };
}

const inputsOf = ({ x, other }: NamedTensorInfoMap): Inputs =>
  other === undefined ? [x as TensorInfo] : [x as TensorInfo, other];

function kernelFor(backendName: string): KernelConfig {
  const run = { cpu: onCpu, wasm: onWasm }[backendName] ?? onAny;
  const kernelFunc: KernelConfig['kernelFunc'] = ({ inputs, attrs, backend }) =>
    run(backend as CpuBackend & WasmBackend & AnyBackend, inputsOf(inputs), attrs as unknown as Pass);
  return { kernelName: KERNEL, backendName, kernelFunc };
}

/** The registries are those of all copies of TensorFlow.js in the process. */
function register(): void {
  const { getBackend, getGradient, getKernel, registerGradient, registerKernel } = peers.core();
  if (getKernel(KERNEL, getBackend()) === undefined) registerKernel(kernelFor(getBackend()));
  if (getGradient(KERNEL) !== undefined) return;
  registerGradient({
    kernelName: KERNEL,
    gradFunc(dy, _saved, attrs) {
      const pass: Pass = { ...(attrs as unknown as Pass), direction: 'backward' };
      const { form, ofOther = form } = pass;
      return { x: () => run(dy as Tensor, pass), other: () => run(dy as Tensor, { ...pass, form: ofOther }) };
    },
  });
}

/** What becomes of a tensor, and another of its shape where the form has one, on the backend at hand. */
export function run(x: Tensor, pass: Pass, other?: Tensor): Tensor {
  register();
  const inputs = other === undefined ? { x } : { x, other };
  return peers
    .core()
    .engine()
    .runKernel(KERNEL, inputs, pass as unknown as NamedAttrMap);
}
