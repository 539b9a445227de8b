export type { AnyMask, BitsOptions } from './any-mask.js';
export type { ApplyOptions } from './apply.js';
export { defaultGenerator, manualSeed } from './default-generator.js';
export type { FloatArray, Fresh, Like } from './dtype.js';
export type { EngineName } from './engine/engine.js';
export { type EngineInfo, engine, setThreads } from './engine/info.js';
export { type DropoutOptions, dropout } from './functional/dropout.js';
export { Generator, type GeneratorState } from './generator.js';
export {
  type BackwardOptions,
  Dropout,
  type ForwardOptions,
  type LayerOptions,
  type LayerState,
} from './layers/dropout.js';
export { Mask, type MaskParameters, type StoredMaskOptions } from './mask.js';
export type { StoredMask } from './stored-mask.js';
