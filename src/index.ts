export { type DropoutOptions, dropout } from './dropout.js';
export type { Like } from './dtype.js';
export type { EngineName } from './engine/engine.js';
export { type EngineInfo, engine, setThreads } from './engine/index.js';
export { Generator, type GeneratorState, manualSeed } from './generator.js';
export { Dropout, type LayerOptions } from './layers/dropout.js';
export { type ApplyOptions, Mask, type MaskParameters } from './mask.js';
