export type { ApplyOptions } from './apply.js';
export { type DropoutOptions, dropout } from './dropout.js';
export type { FloatArray, Like } from './dtype.js';
export type { EngineName } from './engine/engine.js';
export { type EngineInfo, engine, setThreads } from './engine/index.js';
export { defaultGenerator, Generator, type GeneratorState, manualSeed } from './generator.js';
export { Dropout, type LayerOptions } from './layers/dropout.js';
export { Mask, type MaskParameters } from './mask.js';
