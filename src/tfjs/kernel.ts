/** One kernel runs all forms of dropout, for each backend; its gradient is the kernel again, or dy itself. */

import type { DataId, KernelConfig, NamedAttrMap, NamedTensorInfoMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { identity } from '../form/form.js';
import { engineOf } from './execution.js';
import { apply, type Job, type Read } from './job.js';
import { onDevice } from './on-device.js';
import { type NodeBackend, runOperation } from './operation.js';

const KERNEL = 'NativeDropout';

/** The parts of the backends that the kernels use. */
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

/** Some kernels of TensorFlow.js put other arrays into float tensors. */
function floats(values: ArrayLike<number>): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

type Inputs = readonly [x: TensorInfo, other?: TensorInfo];

function both([x, other]: Inputs, read: (tensor: TensorInfo) => Float32Array): Read {
  return other === undefined ? [read(x)] : [read(x), read(other)];
}

function onCpu(backend: CpuBackend, inputs: Inputs, job: Job): TensorInfo {
  const read = both(inputs, ({ dataId }) => floats(backend.data.get(dataId).values));
  return backend.makeTensorInfo(inputs[0].shape, 'float32', apply(job, read));
}

/**
 * Makes views of the heap last: it may move when an input comes from a different backend, or when the output is made.
 */
function onWasm(backend: WasmBackend, inputs: Inputs, job: Job): TensorInfo {
  for (const tensor of inputs) if (tensor !== undefined) backend.dataIdMap.get(tensor.dataId); // moves it to this backend
  const y = backend.makeOutput(inputs[0].shape, 'float32');
  try {
    const out = backend.typedArrayFromHeap(y);
    const values = both(inputs, (tensor) => backend.typedArrayFromHeap(tensor));
    apply(job, values, out);
    return y;
  } catch (error) {
    backend.disposeData(y.dataId);
    throw error;
  }
}

/** Whether engines make the values of a job, and no division or rounding of another framework. */
function isPlain({ bits }: Job): boolean {
  return bits.words === undefined || bits.factor === undefined || bits.factor.rule === 'multiply';
}

/** Without the operation it copies to and from arrays, because the memory of tfjs-node's tensors is out of reach. */
function onNode(backend: NodeBackend, inputs: Inputs, job: Job): TensorInfo {
  const operating = engineOf(backend);
  if (!(operating instanceof Error) && isPlain(job)) return runOperation(operating, inputs, job);
  const engine = peers.core().engine();
  const read = both(inputs, ({ dataId }) => floats(engine.readSync(dataId) as Float32Array));
  const { shape } = inputs[0];
  return { dataId: backend.write(apply(job, read), shape, 'float32'), shape, dtype: 'float32' };
}

const inputsOf = ({ x, other }: NamedTensorInfoMap): Inputs =>
  other === undefined ? [x as TensorInfo] : [x as TensorInfo, other];

function kernelFor(backendName: string): KernelConfig {
  const run = { cpu: onCpu, wasm: onWasm, tensorflow: onNode }[backendName] ?? onDevice;
  const kernelFunc: KernelConfig['kernelFunc'] = ({ inputs, attrs, backend }) =>
    run(backend as CpuBackend & WasmBackend & NodeBackend, inputsOf(inputs), attrs as unknown as Job);
  return { kernelName: KERNEL, backendName, kernelFunc };
}

/** All copies of TensorFlow.js in the process share the registries. */
function register(): void {
  const { clone, getBackend, getGradient, getKernel, registerGradient, registerKernel } = peers.core();
  if (getKernel(KERNEL, getBackend()) === undefined) registerKernel(kernelFor(getBackend()));
  if (getGradient(KERNEL) !== undefined) return;
  registerGradient({
    kernelName: KERNEL,
    gradFunc(dy, _saved, attrs) {
      const job = attrs as unknown as Job;
      const by = (direction: 'x' | 'other') => () =>
        job.form.training.gradients[direction] === identity
          ? clone(dy as Tensor)
          : run(dy as Tensor, { ...job, direction });
      return { x: by(job.direction === 'other' ? 'other' : 'x'), other: by('other') }; // a gradient is linear in dy
    },
  });
}

/** Runs a job on the current backend. */
export function run(x: Tensor, job: Job, other?: Tensor): Tensor {
  register();
  const inputs = other === undefined ? { x } : { x, other };
  return peers
    .core()
    .engine()
    .runKernel(KERNEL, inputs, job as unknown as NamedAttrMap);
}
