export type { Source, SourceMaskOptions, SourceState } from '../random/source.js';
export { compareMasks, type MaskDifference, type TheirMask } from './compare-masks.js';
export { type JaxBernoulliOptions, JaxKey, type JaxKeyOptions, type JaxKeyState } from './jax.js';
export { type KerasOptions, KerasSeedGenerator } from './keras.js';
export type { KerasBackendName } from './keras-backends.js';
export { type KerasSession, setRandomSeed } from './keras-session.js';
export type { KeyStreamState } from './key-stream.js';
export { type LinenModule, LinenRngs } from './linen.js';
export { NnxRngs, NnxStream } from './nnx.js';
export { NumpyGenerator, type NumpyGeneratorOptions, type NumpySeed } from './numpy-generator.js';
export { NumpyRandomState } from './numpy-random-state.js';
export type { NumpyGeneratorState, NumpyRandomStateState } from './numpy-state.js';
export { type OnnxRuntimeOptions, OnnxRuntimeSeed, type OnnxRuntimeState } from './onnxruntime.js';
export type { OnnxRuntimePlatform } from './onnxruntime-platforms.js';
export { PythonRandom, type PythonState } from './python.js';
export {
  type SeededOperation,
  TensorflowEager,
  type TensorflowEagerState,
  type TensorflowSeededCalls,
} from './tensorflow-eager.js';
export { TensorflowFunction, TensorflowGenerator, type TensorflowOperation } from './tensorflow-generator.js';
export { TensorflowSeed, type TensorflowSeedOptions, type TensorflowSeedState } from './tensorflow-seed.js';
export { TfjsSeed } from './tfjs.js';
export {
  type NumbersOf,
  type TorchExponentialOptions,
  TorchGenerator,
  type TorchNormalOptions,
  type TorchOptions,
  type TorchUniformOptions,
} from './torch.js';
export { TorchCompileGenerator, type TorchCompileOptions, type TorchCompileState } from './torch-compile.js';
export { TorchCudaGenerator, type TorchCudaOptions, type TorchCudaState } from './torch-cuda.js';
export { type TorchEpochOptions, torchEpoch, torchRandomSplit } from './torch-data.js';
export {
  type TorchAttentionWeights,
  type TorchBiasOption,
  type TorchConvOptions,
  type TorchGainOption,
  type TorchKaimingOptions,
  type TorchRecurrentWeights,
  type TorchWeights,
  torchConv2d,
  torchEmbedding,
  torchGru,
  torchKaimingNormal,
  torchKaimingUniform,
  torchLinear,
  torchLstm,
  torchMultiheadAttention,
  torchXavierNormal,
  torchXavierUniform,
} from './torch-modules.js';
export type { ReplayNumbers, ReplayUniformOptions } from './uniform-options.js';
