/// <reference lib="es2025.float16" />
/** Types of native-dropout: right usages compile and wrong ones do not (`npm run types`). */

import {
  type Again,
  type ApplyOptions,
  BiasDropout,
  BiasReluDropout,
  biasDropout,
  biasDropoutAdd,
  biasReluDropout,
  type CallOptions,
  CheckpointError,
  type CheckpointFault,
  type Classes,
  Dropout,
  Dropout2d,
  type DropoutOptions,
  DropPath,
  dropBlock2d,
  dropout,
  dropout2d,
  dropPath,
  encodeCheckpoint,
  type FloatArray,
  type Fresh,
  Generator,
  type LayerState,
  type Like,
  layerState,
  loadCheckpoint,
  loadLayerState,
  Mask,
  type MonteCarloOptions,
  monteCarlo,
  type Predictive,
  type PredictiveClasses,
  type PredictiveQuantiles,
  type PredictiveSamples,
  patchDropout,
  saveCheckpoint,
  train,
  Zoneout,
  zoneout,
} from '../../src/index.js';

declare const f32: Float32Array;
declare const f64: Float64Array;
declare const f16: Float16Array;
declare const u16: Uint16Array;
declare const either: Float32Array | Float64Array;
declare const maybe: boolean | undefined;
declare const anything: ReturnType<typeof JSON.parse>;
declare const shared: Float32Array<SharedArrayBuffer>;

class Tensor extends Float32Array {
  readonly shape = [1];
}

const mask = new Mask({ seed: 1n, draw: 0, p: 0.5 });
const layer = new Dropout(0.5, { generator: new Generator({ seed: '1', draw: 0 }) });

// A new array has new memory, whatever the memory of x.
export const fresh: Float32Array<ArrayBuffer>[] = [
  dropout(new Float32Array(4)),
  dropout(f32, 0.1, { offset: 3, engine: 'js', training: true }),
  dropout(shared),
  dropout(new Tensor(4)),
  mask.apply(f32),
  mask.apply(shared, { offset: 3, inplace: false }),
];
export const doubles: Float64Array<ArrayBuffer> = dropout(f64, 0.1);
export const halves: Float16Array<ArrayBuffer> = dropout(f16);
export const bits: Uint16Array<ArrayBuffer> = mask.apply(u16, { dtype: 'bfloat16' });
export const words: Uint32Array<ArrayBuffer> = mask.toBits(9);
export const bytes: Uint8Array<ArrayBuffer> = mask.toUint8Array(9, { offset: 3 });
export const blob = new Blob([...fresh, mask.toBits(9), mask.toUint8Array(9)]);
export const digest = crypto.subtle.digest('SHA-256', dropout(f32));
crypto.getRandomValues(mask.toUint8Array(9));

// `out` and in place give back the type that came.
export const toTensor: Tensor = dropout(f32, 0.5, { out: new Tensor(4) });
export const toShared: Float32Array<SharedArrayBuffer> = mask.apply(f32, { out: shared });
export const toHalves: Float16Array<SharedArrayBuffer> = dropout(f16, 0.5, {
  out: new Float16Array(new SharedArrayBuffer(8)),
});
export const toBits: Uint16Array<ArrayBuffer> = layer.forward(u16, { dtype: 'float16', out: new Uint16Array(4) });
export const tensor: Tensor = dropout(new Tensor(4), 0.5, { inplace: true });
export const inShared: Float32Array<SharedArrayBuffer> = mask.apply(shared, { inplace: true });
export const layerTensor: Tensor = layer.forward(f32, { out: new Tensor(4) });
export const gradient: Float32Array<ArrayBuffer> = layer.backward(f32, { out: new Float32Array(4), mask: layer.mask });

// In evaluation it may be x itself.
export const evaluated: Float32Array = dropout(f32, 0.5, { training: maybe });
export const forward: Float32Array = layer.forward(shared);
// @ts-expect-error: x may be on any memory
export const notFresh: Float32Array<ArrayBuffer> = dropout(f32, 0.5, { training: maybe });
// @ts-expect-error: a layer in evaluation gives x itself
export const notAlways: Float32Array<ArrayBuffer> = layer.forward(f32);

// Options that may be missing, unions, any, and options in a variable.
export const maybes: Float64Array = dropout(f64, undefined, { out: f64, training: maybe, inplace: undefined });
export const both: Float32Array | Float64Array = dropout(either);
export const bothOut: Float32Array | Float64Array = dropout(either, 0.5, { out: either });
export const fromAny: Float32Array = dropout(anything);
export const anyOut: Float32Array = dropout(anything, 0.5, { out: anything });
const common: DropoutOptions = { training: true };
const apply: ApplyOptions = { offset: 3 };
export const inVariable: Float32Array = dropout(f32, 0.5, common);
export const applied: Float64Array = mask.apply(f64, apply);

export function wrapper<T extends FloatArray>(x: T): Fresh<T> {
  return dropout(x, 0.5, { training: true });
}

export function inplace<T extends FloatArray>(x: T): T {
  return dropout(mask.apply(x, { inplace: true }), 0.5, { inplace: true });
}

export function writesTo<T extends FloatArray, Y extends Like<T>>(x: T, out: Y): Y {
  return dropout(x, 0.5, { out });
}

export const wrapped: Float32Array<ArrayBuffer> = wrapper(shared);
export const wrappedTensor: Tensor = inplace(new Tensor(4));

// Functions and layers of shapes are as exact.
const at = { shape: [2, 3, 4, 5] };
export const images: Float32Array<ArrayBuffer> = dropout2d(shared, undefined, { ...at, channelsLast: true });
export const blocks: Float64Array<ArrayBuffer> = dropBlock2d(f64, 0.1, { ...at, blockSize: 2, training: true });
export const pathTensor: Tensor = dropPath(new Tensor(4), 0.5, { ...at, inplace: true });
export const pathShared: Float32Array<SharedArrayBuffer> = dropPath(f32, 0.5, { ...at, out: shared, mode: 'row' });
export const maybeImages: Float32Array = dropout2d(f32, 0.5, { ...at, training: maybe });
export const shapedLayer: Tensor = new Dropout2d().forward(f32, { ...at, out: new Tensor(4) });
export const shapedGradient: Float32Array = new DropPath(0.5, { scaling: 'eval' }).backward(f32);
export const maskOfShape: Float32Array<ArrayBuffer> = mask.apply(f32, { ...at, noiseShape: [null, 1, 1, 5] });
const shaped: CallOptions & { shape: number[] } = at;
export const inShapedVariable: Float32Array = dropout2d(f32, 0.5, shaped);

// @ts-expect-error: its mask depends on the shape
dropout2d(f32);
// @ts-expect-error: its mask depends on the shape
dropout2d(f32, 0.5, { training: true });
// @ts-expect-error: its mask depends on the shape
new Dropout2d().forward(f32);
// @ts-expect-error: an option of another form
dropPath(f32, 0.5, { ...at, noiseShape: [null, 1, 1, 1] });
// @ts-expect-error: no such mode
dropPath(f32, 0.5, { ...at, mode: 'rows' });
// @ts-expect-error: out is of the other type
dropout(f32, 0.5, { out: f64 });
// @ts-expect-error: out is of the other type
layer.forward(f32, { out: f64 });
// @ts-expect-error: out is of the other type, though it holds the same
dropout(f16, 0.5, { out: u16 });
// @ts-expect-error: no such dtype
dropout(u16, 0.5, { dtype: 'half' });
// @ts-expect-error: no such option
dropout(f32, 0.5, { trainning: true });
// @ts-expect-error: the seed is a generator's
dropout(f32, 0.5, { seed: 1 });
// @ts-expect-error: a mask always drops
mask.apply(f32, { training: false });
// @ts-expect-error: not an array of floats
dropout(new Int32Array(3));
// @ts-expect-error: an array of numbers is no array of floats
dropout([1, 2, 3]);
// @ts-expect-error: a boolean is not an object of options
dropout(f32, 0.5, false);
// @ts-expect-error: a state is no generator
dropout(f32, 0.5, { generator: new Generator(1).state });
layer.training = false;
// @ts-expect-error: a mode is a boolean
layer.training = 1;
// @ts-expect-error: masks do not change
mask.p = 0;

// Random numbers: a number makes a new Float32Array, and an array comes back as the type that it is.
const generator = new Generator(1);
export const numbers: Float32Array<ArrayBuffer>[] = [generator.uniform(3), generator.normal(3, { mean: 1, std: 2 })];
export const doublesOut: Float64Array = generator.uniform(f64, { low: -1, high: 1, engine: 'js' });
export const tensorOut: Tensor = generator.normal(new Tensor(4));
export const order: Uint32Array<ArrayBuffer> = generator.permutation(5);
export const children: Generator[] = [generator.split(1), generator.split('encoder.0')];

// @ts-expect-error: integers are not filled
generator.uniform(new Int32Array(3));
// @ts-expect-error: uniform has no mean
generator.uniform(3, { mean: 0 });
// @ts-expect-error: a child has a number or a name
generator.split(1n);

// Forms of more arrays than x.
const residual = new Float64Array(4);
export const added: Float64Array<ArrayBuffer> = biasDropoutAdd(f64, null, residual, 0.1);
export const addedOut: Float64Array = biasDropoutAdd(f64, new Float64Array(2), residual, 0.1, { out: residual });
export const hidden: Tensor = biasReluDropout(new Tensor(4), f32, 0.1, { inplace: true });
export const { dx, dbias }: { dx: Float32Array; dbias: Float32Array | undefined } = new BiasDropout(0.1).backward(f32);
export const reluGradient: Tensor = new BiasReluDropout(0.1).backward(f32, f32, { out: new Tensor(4) }).dx;
export const state: Float32Array<ArrayBuffer> = zoneout(f32, new Tensor(4), 0.1);
export const { dnext, dprevious }: Record<'dnext' | 'dprevious', Float64Array> = new Zoneout(0.1).backward(f64);
export const { y: tokens, indices }: { y: Float32Array; indices: Uint32Array } = patchDropout(f32, 0.5, at);

// @ts-expect-error: a bias is of x's type
biasDropout(f32, f64, 0.1);
// @ts-expect-error: a residual is needed
biasDropoutAdd(f32, null, 0.1);
// @ts-expect-error: the state before is of the type of the next
zoneout(f32, f64, 0.1);
// @ts-expect-error: what comes out is shorter
patchDropout(f32, 0.5, { ...at, out: f32 });
// @ts-expect-error: its mask depends on the shape
patchDropout(f32, 0.5);

// Models and passes.
const model = train({ encoder: [new Dropout(0.1), new Dropout2d()], name: 'a' }, false);
export const first: Dropout | Dropout2d = model.encoder[0];
export const states: Record<string, LayerState> = layerState(model);
loadLayerState(model, JSON.parse(JSON.stringify(states)));
export const { mean, std }: Record<'mean' | 'std', Float64Array<ArrayBuffer>> = monteCarlo(9, () => dropout(f32));

// @ts-expect-error: a mode is a boolean
train(model, 'eval');
// @ts-expect-error: a state is of all layers
loadLayerState(model, { 'encoder.0': { p: 0.1 } });
// What run returns decides the structure, and options what is there.
export const twice = await monteCarlo(9, async () => dropout(f32), { samples: true });
export const all: Float64Array[] = twice.samples;
export const votes: Uint32Array = monteCarlo(9, () => [0.5, 0.5], { classes: 2, quantiles: [0.5] }).votes;
export const named = monteCarlo(9, () => ({ label: f32, box: [1] }), { classes: { label: 2 } });
export const doubts: [Float64Array, Float64Array] = [named.label.mutualInformation, named.box.std];
export const [head, tail]: [Predictive, Predictive] = monteCarlo(9, () => [f32, new Int32Array(3)]);
export const inParts: Predictive = await monteCarlo(9, async (again: Again) => again(() => dropout(f32)));
const asked: MonteCarloOptions = { samples: undefined, quantiles: undefined, classes: undefined, progress: undefined };
export const { mean: plain }: Predictive = monteCarlo(9, () => f32, asked);

// @ts-expect-error: samples were not asked for
monteCarlo(9, () => f32).samples;
// @ts-expect-error: box is none of a classifier
named.box.votes;
// @ts-expect-error: an unknown option
monteCarlo(9, () => f32, { sample: true });
// @ts-expect-error: numbers alone
monteCarlo(9, () => ['1']);
// @ts-expect-error: quantiles are a list
monteCarlo(9, () => f32, { quantiles: 0.5 });
// @ts-expect-error: an output that run does not return
monteCarlo(9, () => ({ label: f32 }), { classes: { label: 2 } }).box;
const counted: Classes = [undefined, 10];
monteCarlo(9, () => [f32, f32], { classes: counted, dtype: 'bfloat16', progress: (done, n) => done / n });
export const parts: PredictiveClasses & PredictiveQuantiles & PredictiveSamples = monteCarlo(9, () => f32, {
  ...{ samples: true, quantiles: [0.5], classes: 2 },
});

// Checkpoints.
const run = { step: 0, weights: f32, layers: [layer], order: new Generator(1) };
saveCheckpoint('run.checkpoint', run);
export const encoded: Uint8Array<ArrayBuffer> = encodeCheckpoint(run);
export const there: boolean[] = [loadCheckpoint('run.checkpoint', run), loadCheckpoint(encoded, run)];
export const whatFailed = (error: CheckpointError): [CheckpointFault, string] => [error.fault, error.message];
// @ts-expect-error: a state is an object
saveCheckpoint('run.checkpoint', 3);
// @ts-expect-error: a path or bytes
loadCheckpoint(new ArrayBuffer(8), run);
// @ts-expect-error: it has no options
saveCheckpoint('run.checkpoint', run, { keep: 3 });
// @ts-expect-error: only this package makes one
new CheckpointError();
