export type { ApplyOptions } from './call/call.js';
export type { NoiseShape } from './call/mask-shape.js';
export { encodeCheckpoint, loadCheckpoint, saveCheckpoint } from './checkpoint/checkpoint.js';
export { CheckpointError, type CheckpointFault } from './checkpoint/checkpoint-error.js';
export type { FloatArray, Fresh, Like } from './core/dtype.js';
export type { EngineName } from './engine/engine.js';
export { type EngineInfo, engine, setThreads } from './engine/load/info.js';
export type { ScalingOption } from './form/select.js';
export { alphaDropout, featureAlphaDropout } from './functional/alpha-dropout.js';
export type { ArrayFunction, CallOptions } from './functional/array-function.js';
export {
  type Bias,
  type BiasFunction,
  biasDropout,
  biasReluDropout,
} from './functional/bias-dropout.js';
export { biasDropoutAdd } from './functional/bias-dropout-add.js';
export {
  type ChannelSettings,
  type DataFormat,
  dropout1d,
  dropout2d,
  dropout3d,
  type SpatialSettings,
} from './functional/channel-dropout.js';
export { type DropBlockSettings, dropBlock2d, dropBlock3d } from './functional/drop-block.js';
export { type DropPathSettings, dropPath, dropPathRates } from './functional/drop-path.js';
export { type DropoutOptions, type DropoutSettings, dropout } from './functional/dropout.js';
export { embeddingDropout } from './functional/embedding-dropout.js';
export { gaussianDropout } from './functional/gaussian-dropout.js';
export { gaussianNoise } from './functional/gaussian-noise.js';
export { type LockedSettings, lockedDropout } from './functional/locked-dropout.js';
export { type PatchDropoutSettings, type Patches, patchDropout } from './functional/patch-dropout.js';
export { type WeightDropSettings, weightDrop } from './functional/weight-drop.js';
export { zoneout } from './functional/zoneout.js';
export type { Shape, ShapeOption } from './input/shape.js';
export { AlphaDropout, FeatureAlphaDropout } from './layers/alpha-dropout.js';
export {
  type BiasBackwardOptions,
  BiasDropout,
  type BiasGradients,
  BiasReluDropout,
} from './layers/bias-dropout.js';
export { BiasDropoutAdd, type ResidualGradients } from './layers/bias-dropout-add.js';
export { Dropout1d, Dropout2d, Dropout3d } from './layers/channel-dropout.js';
export { DropBlock2d, DropBlock3d } from './layers/drop-block.js';
export { DropPath } from './layers/drop-path.js';
export { Dropout } from './layers/dropout.js';
export { EmbeddingDropout } from './layers/embedding-dropout.js';
export { GaussianDropout } from './layers/gaussian-dropout.js';
export { GaussianNoise } from './layers/gaussian-noise.js';
export type { LayerState } from './layers/layer-state.js';
export { LockedDropout } from './layers/locked-dropout.js';
export { layerState, loadLayerState, type ModelState, train } from './layers/model.js';
export type { BackwardOptions, ForwardOptions, LayerOptions } from './layers/options.js';
export { PatchDropout } from './layers/patch-dropout.js';
export {
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
} from './layers/spatial-dropout.js';
export { WeightDrop } from './layers/weight-drop.js';
export { Zoneout, type ZoneoutGradients } from './layers/zoneout.js';
export type { AnyMask, BitsOptions, MaskApplyOptions } from './mask/any-mask.js';
export { Mask, type MaskParameters } from './mask/mask.js';
export type { StoredMask, StoredMaskOptions, StoredMaskParameters } from './mask/stored-mask.js';
export { type Again, monteCarlo } from './passes/monte-carlo.js';
export type {
  Classes,
  MonteCarloOptions,
  PassOutput,
  PassOutputs,
  Predictive,
  PredictiveClasses,
  PredictiveOf,
  PredictiveQuantiles,
  PredictiveSamples,
} from './passes/predictive.js';
export type { AnyGenerator } from './random/any-generator.js';
export { defaultGenerator, manualSeed } from './random/default-generator.js';
export { Generator, type GeneratorState } from './random/generator.js';
export type { NormalOptions, UniformOptions } from './random/numbers.js';
export type { Source, SourceMaskOptions, SourceState } from './random/source.js';
