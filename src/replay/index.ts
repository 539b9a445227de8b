export type { Source, SourceMaskOptions, SourceState } from '../random/source.js';
export { TorchGenerator } from './torch.js';
