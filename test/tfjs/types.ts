/** Types of native-dropout/tfjs: right usages compile and wrong ones do not (`npm run types`). */

import * as tf from '@tensorflow/tfjs';
import { Generator } from 'native-dropout';
import {
  alphaDropout,
  type BatchOptions,
  type BatchPart,
  type CheckpointError,
  type CheckpointFault,
  type CheckpointPlace,
  dropBlock2d,
  dropout,
  dropPath,
  type FitCallback,
  gaussianNoise,
  install,
  type KeepOption,
  layers,
  loadCheckpoint,
  monteCarlo,
  type NoiseShape,
  type NoiseShapeOption,
  type Resumable,
  type ResumableOptions,
  restoreOptimizer,
  resumable,
  type Seed,
  type SeededRun,
  type SeededState,
  saveCheckpoint,
  seeded,
  spatialDropout2d,
  splitBatch,
  type TensorFlow,
  type TensorFunction,
  type TensorOptions,
  type TensorOutput,
  type Training,
  uninstall,
  weightDrop,
  zoneout,
} from 'native-dropout/tfjs';

declare const vector: tf.Tensor1D;
declare const matrix: tf.Tensor2D;
declare const images: tf.Tensor4D;
declare const any: tf.Tensor;

// A tensor keeps its rank.
export const dropped: tf.Tensor2D = dropout(matrix, 0.5);
export const ranks: [tf.Tensor1D, tf.Tensor4D, tf.Tensor4D, tf.Tensor] = [
  alphaDropout(vector, 0.1, { noiseShape: [1] }),
  spatialDropout2d(images, 0.1, { seed: 42, offset: 3 }),
  dropBlock2d(images, 0.1, { blockSize: 5, coupleChannels: true }),
  gaussianNoise(any, 0.1),
];
export const state: tf.Tensor2D = zoneout(matrix, matrix, 0.1, { seed: 1n });
// @ts-expect-error: it is not of another rank
export const flat: tf.Tensor1D = dropout(matrix, 0.5);

// An input like a tensor gives a tensor of any rank.
export const made: tf.Tensor = dropout([[1, 2]], 0.5);
export const ofArray: tf.Tensor1D = dropout<tf.Tensor1D>(new Float32Array(3), 0.5);

// Seeds, noise shapes, and options that may be missing.
export const seeds: Seed[] = [42, -0.5, 42n, 'a name', new Generator(42)];
const noiseShape: NoiseShape = [null, 1];
dropout(matrix, 0.5, noiseShape, seeds[0]);
dropout(matrix, 0.5, null, null);
dropout(matrix, 0.5, { noiseShape, seed: seeds[0], offset: 7 });
const options: TensorOptions & NoiseShapeOption = { seed: undefined, offset: undefined, noiseShape: null };
alphaDropout(matrix, 0.5, options);
export const mine: TensorFunction<NoiseShapeOption> = alphaDropout;
weightDrop(matrix, 0.5, { variational: true });
// @ts-expect-error: a seed is no object
dropout(matrix, 0.5, null, { seed: 1 });
// @ts-expect-error: the rate is not among the options
alphaDropout(matrix, { rate: 0.5 });
// @ts-expect-error: it has no noise shape
gaussianNoise(matrix, 0.5, { noiseShape: [1] });
// @ts-expect-error: it always scales as it does in training
dropPath(matrix, 0.5, { scaling: 'eval' });
// @ts-expect-error: a mode is one of two
dropPath(matrix, 0.5, { mode: 'column' });
// @ts-expect-error: a rate is needed
dropout(matrix);

// Layers are those of TensorFlow.js.
const model = tf.sequential({ layers: [layers.dropout({ rate: 0.5, seed: 42, inputShape: [3], name: 'first' })] });
model.add(layers.gaussianNoise({ stddev: 0.1 }));
model.add(layers.spatialDropout2d({ rate: 0.1, dataFormat: 'channelsFirst' }));
export const symbolic = layers.alphaDropout({ rate: 0.1 }).apply(tf.input({ shape: [3] })) as tf.SymbolicTensor;
// @ts-expect-error: a Generator has no place in a config
layers.dropout({ rate: 0.5, seed: new Generator(42) });
// @ts-expect-error: a rate is needed
layers.dropout({});
// @ts-expect-error: its number is stddev
layers.gaussianNoise({ rate: 0.5 });

// The imported types are those of the installed package.
install(tf);
install(tf, { fixedTraining: true, draws: false });
// @ts-expect-error: no such option
install(tf, { training: true });
uninstall(tf);
export const whole: TensorFlow = tf;
// @ts-expect-error: it has no layers
install({ serialization: tf.serialization });

// Parts of batches.
const part: BatchPart = splitBatch(layers.dropout({ rate: 0.5 }), {
  rank: 0,
  ranks: 2,
  batchSize: 8,
  microBatches: [3, 5],
});
export const results: tf.Tensor[] = part.step((from, to) => tf.ones([to - from]));
export const bounds: [number, number] = [part.from, part.to];
const four: BatchOptions = { rank: 1, ranks: 2, batchSize: 8, microBatches: 4 };
splitBatch([model, { head: layers.dropout({ rate: 0.5 }) }], four).stop();
// @ts-expect-error: micro-batches are a number or a list
splitBatch(model, { ...four, microBatches: '4' });
// @ts-expect-error: an unknown option
splitBatch(model, { ...four, worldSize: 2 });
// @ts-expect-error: a rank alone does not say which part it has
splitBatch(layers.dropout({ rate: 0.5 }), { rank: 0 });

// A run.
const run: SeededRun = seeded(42n);
const saved: SeededState = JSON.parse(JSON.stringify(run.state));
run.state = saved;
run.stop();
// @ts-expect-error: a seed of a run is a natural number
seeded('42');

// Checkpoints of trainings.
model.compile({ optimizer: tf.train.adamax(0.1), loss: 'meanSquaredError' });
const weight: tf.Variable = tf.variable(matrix);
const training: Training = { model, variables: { weight }, optimizer: tf.train.adam(), run, state: { step: 0 } };
const places: CheckpointPlace[] = ['checkpoints', tf.io.getSaveHandlers('indexeddb://run')[0]];
const keep: KeepOption = { keep: 5 };
export const written: Promise<void> = saveCheckpoint(places[0], training, keep);
export const found: boolean = await loadCheckpoint(places[1], { model });
export const why = (error: CheckpointError): CheckpointFault => error.fault;
restoreOptimizer(model.optimizer);
// @ts-expect-error: an unknown part
saveCheckpoint('checkpoints', { models: [model] });
// @ts-expect-error: a tensor is no variable
saveCheckpoint('checkpoints', { variables: { weight: matrix } });
// @ts-expect-error: no optimizer
restoreOptimizer('adam');

// Fits that continue.
const stopping = tf.callbacks.earlyStopping({ patience: 2 });
const counting: FitCallback = { state: 0, onEpochEnd: (epoch) => console.log(epoch) };
const resuming: ResumableOptions = { run, callbacks: [stopping, counting], everyBatches: 10, everySeconds: 5, ...keep };
const fit: Resumable = await resumable(model, 'checkpoints', { ...resuming, state: { best: 0 } });
model.fit(matrix, matrix, { epochs: 2, ...fit });
const dataset = tf.data.array([{ xs: matrix, ys: matrix }]);
export const wrapped: typeof dataset = fit.dataset(dataset);
model.fitDataset(wrapped, { epochs: 2, ...fit });
// @ts-expect-error: it needs the run
resumable(model, 'checkpoints', { everyBatches: 10 });

// Passes: results have the structure of the outputs.
export const doubt = await monteCarlo(9, () => matrix, { classes: 3, samples: true });
export const bald: Float64Array[] = [doubt.mean, doubt.mutualInformation, ...doubt.samples];
export const { label, boxes } = await monteCarlo(9, () => ({ label: any, boxes: new Float32Array(3) }));
export const means: Float64Array[] = [label.mean, boxes.mean];
// @ts-expect-error: passes of tensors are synchronous
monteCarlo(9, async () => matrix);
// @ts-expect-error: an unknown option
monteCarlo(9, () => matrix, { class: 3 });
const output: TensorOutput = matrix;
export const quantiles: Promise<Float64Array[]> = monteCarlo(9, () => output, { quantiles: [0.5] }).then(
  (result) => result.quantiles,
);
// @ts-expect-error: samples were not asked for
(await monteCarlo(9, () => matrix, { quantiles: [0.5] })).samples;
