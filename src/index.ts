export type { AnyMask, BitsOptions, MaskApplyOptions } from './any-mask.js';
export type { ApplyOptions } from './call.js';
export { defaultGenerator, manualSeed } from './default-generator.js';
export type { FloatArray, Fresh, Like } from './dtype.js';
export type { EngineName } from './engine/engine.js';
export { type EngineInfo, engine, setThreads } from './engine/info.js';
export { alphaDropout, featureAlphaDropout } from './functional/alpha-dropout.js';
export type { ArrayFunction, CallOptions } from './functional/array-function.js';
export {
  type Bias,
  type BiasFunction,
  biasDropout,
  biasDropoutAdd,
  biasReluDropout,
} from './functional/bias-dropout.js';
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
export { Generator, type GeneratorState } from './generator.js';
export { AlphaDropout, FeatureAlphaDropout } from './layers/alpha-dropout.js';
export {
  type BiasBackwardOptions,
  BiasDropout,
  BiasDropoutAdd,
  type BiasGradients,
  BiasReluDropout,
  type ResidualGradients,
} from './layers/bias-dropout.js';
export { Dropout1d, Dropout2d, Dropout3d } from './layers/channel-dropout.js';
export { DropBlock2d, DropBlock3d } from './layers/drop-block.js';
export { DropPath } from './layers/drop-path.js';
export { Dropout } from './layers/dropout.js';
export { EmbeddingDropout } from './layers/embedding-dropout.js';
export { GaussianDropout } from './layers/gaussian-dropout.js';
export { GaussianNoise } from './layers/gaussian-noise.js';
export { LockedDropout } from './layers/locked-dropout.js';
export type { BackwardOptions, ForwardOptions, LayerOptions, LayerState } from './layers/options.js';
export { PatchDropout } from './layers/patch-dropout.js';
export {
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
} from './layers/spatial-dropout.js';
export { WeightDrop } from './layers/weight-drop.js';
export { Zoneout, type ZoneoutGradients } from './layers/zoneout.js';
export { Mask, type MaskParameters } from './mask.js';
export { layerState, loadLayerState, type ModelState, train } from './model.js';
export { monteCarlo, type Predictive } from './monte-carlo.js';
export type { NoiseShape } from './noise-shape.js';
export type { NormalOptions, UniformOptions } from './random.js';
export type { ScalingOption } from './select.js';
export type { Shape, ShapeOption } from './shape.js';
export type { StoredMask, StoredMaskOptions } from './stored-mask.js';
