export type { NoiseShape } from '../call/mask-shape.js';
export { CheckpointError, type CheckpointFault } from '../checkpoint/checkpoint-error.js';
export {
  loadCheckpoint,
  type Model,
  saveCheckpoint,
  type Training,
} from './checkpoint.js';
export { type ExecutionInfo, execution } from './execution.js';
export type { FitCallback } from './fit-callbacks.js';
export type { Data } from './fit-data.js';
export {
  alphaDropout,
  type BlockOptions,
  type DataFormatOption,
  dropBlock2d,
  dropBlock3d,
  dropout,
  dropPath,
  embeddingDropout,
  featureAlphaDropout,
  gaussianDropout,
  gaussianNoise,
  lockedDropout,
  type NoiseShapeOption,
  spatialDropout1d,
  spatialDropout2d,
  spatialDropout3d,
  type TensorFunction,
  type TensorOptions,
  weightDrop,
} from './functions.js';
export { install, type TensorFlow, uninstall } from './install.js';
export { layers, layersFor, type RateArgs, type StddevArgs } from './layers.js';
export { monteCarlo, type TensorOutput } from './monte-carlo.js';
export { type Optimizer, restoreOptimizer } from './optimizer.js';
export { type Resumable, type ResumableOptions, resumable } from './resumable.js';
export type { Seed } from './seed.js';
export { type SeededRun, type SeededState, seeded } from './seeded.js';
export type { InstallOptions } from './shared.js';
export { type BatchOptions, type BatchPart, splitBatch } from './split-batch.js';
export type { CheckpointPlace, KeepOption } from './store.js';
export { zoneout } from './zoneout.js';
