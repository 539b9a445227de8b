/** The initial weights of PyTorch's modules. */

import type { Fresh } from '../core/dtype.js';
import { FLOAT32 } from '../core/dtype.js';
import { checkBoolean, checkChoice, checkFactor, checkInteger, MAX_LENGTH } from '../input/check.js';
import { wrongValue } from '../input/errors.js';
import { checkFields, own } from '../input/options.js';
import { checkShape, type Shape, sizeOf } from '../input/shape.js';
import { newArray } from './new-array.js';
import type { TorchGenerator } from './torch.js';
import type { TorchDrawer } from './torch-drawer.js';

type Floats = Fresh<Float32Array>;

/** The parameters of torch.nn.Linear and torch.nn.Conv2d. */
export interface TorchWeights {
  /** The weight: [out, in], or [out, in / groups, height, width]. */
  weight: Floats;
  /** The bias; undefined with `bias: false`. */
  bias: Floats | undefined;
}

/** The parameters of a layer of torch.nn.LSTM or torch.nn.GRU; gates follow one another. */
export interface TorchRecurrentWeights {
  /** weight_ih. */
  weightIh: Floats;
  /** weight_hh. */
  weightHh: Floats;
  /** bias_ih; undefined with `bias: false`. */
  biasIh: Floats | undefined;
  /** bias_hh; undefined with `bias: false`. */
  biasHh: Floats | undefined;
}

/** The parameters of torch.nn.MultiheadAttention. */
export interface TorchAttentionWeights {
  /** in_proj_weight, [3 · embedding, embedding]. */
  inProjWeight: Floats;
  /** in_proj_bias: zeros. */
  inProjBias: Floats;
  /** out_proj.weight. */
  outProjWeight: Floats;
  /** out_proj.bias: zeros. */
  outProjBias: Floats;
}

/** The option of modules. */
export interface TorchBiasOption {
  /** Whether the module has a bias. Default: true. */
  bias?: boolean | undefined;
}

/** The options of torchConv2d. */
export interface TorchConvOptions extends TorchBiasOption {
  /** The groups of channels. Default: 1. */
  groups?: number | undefined;
}

/** The option of Xavier's initializations. */
export interface TorchGainOption {
  /** The factor of the numbers. Default: 1. */
  gain?: number | undefined;
}

/** The options of Kaiming's initializations. */
export interface TorchKaimingOptions {
  /** The negative slope of the leaky ReLU after the layer. Default: 0. */
  a?: number | undefined;
  /** Which fan counts. Default: 'fan_in'. */
  mode?: 'fan_in' | 'fan_out' | undefined;
}

const positive = (name: string, value: unknown): number => checkInteger(name, value, 1, MAX_LENGTH);

const uniform = (drawer: TorchDrawer, n: number, bound: number): Floats =>
  drawer.uniform(n, -bound, bound, FLOAT32) as Floats;

const normal = (drawer: TorchDrawer, n: number, std: number): Floats =>
  drawer.normal(newArray(FLOAT32, n), 0, std, FLOAT32, false) as Floats;

/** The standard deviation of Kaiming's initializations, in the operations of torch.nn.init. */
const kaimingStd = (fan: number, a: number): number => Math.sqrt(2 / (1 + a ** 2)) / Math.sqrt(fan);

/** What Linear and Conv2d draw: kaiming_uniform_ with a = √5 for the weight, then the bias. */
function drawWeights(drawer: TorchDrawer, out: number, fan: number, hasBias: boolean): TorchWeights {
  const weight = uniform(drawer, out * fan, Math.sqrt(3) * kaimingStd(fan, Math.sqrt(5)));
  return { weight, bias: hasBias ? uniform(drawer, out, 1 / Math.sqrt(fan)) : undefined };
}

function readBias(options: object | undefined, more: readonly string[] = []): boolean {
  if (options !== undefined) checkFields('options', options, ['bias', ...more]);
  return checkBoolean('bias', own(options, 'bias') ?? true);
}

/**
 * Draws the initial weights of torch.nn.Linear.
 * @param generator The generator of PyTorch, which moves on.
 * @param inFeatures The elements of an input.
 * @param outFeatures The elements of an output.
 * @param options `bias`. Default: true.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 *
 * @example
 * import { TorchGenerator, torchLinear } from 'native-dropout/replay';
 * const { weight, bias } = torchLinear(new TorchGenerator(42), 64, 10); // nn.Linear(64, 10) after manual_seed(42)
 */
export function torchLinear(
  generator: TorchGenerator,
  inFeatures: number,
  outFeatures: number,
  options?: TorchBiasOption,
): TorchWeights {
  const [fan, out] = [positive('inFeatures', inFeatures), positive('outFeatures', outFeatures)];
  const hasBias = readBias(options);
  return generator._take((drawer) => drawWeights(drawer, out, fan, hasBias));
}

/**
 * Draws the initial weights of torch.nn.Conv2d.
 * @param generator The generator of PyTorch, which moves on.
 * @param inChannels The channels of an input.
 * @param outChannels The channels of an output.
 * @param kernel The height and the width of the kernel, or one number for both.
 * @param options `bias` (default: true) and `groups` (default: 1).
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 */
export function torchConv2d(
  generator: TorchGenerator,
  inChannels: number,
  outChannels: number,
  kernel: number | readonly [height: number, width: number],
  options?: TorchConvOptions,
): TorchWeights {
  const [channels, out] = [positive('inChannels', inChannels), positive('outChannels', outChannels)];
  const size = typeof kernel === 'number' ? [kernel, kernel] : checkShape('kernel', kernel);
  for (const axis of size) positive('kernel', axis);
  const hasBias = readBias(options, ['groups']);
  const groups = positive('groups', own(options, 'groups') ?? 1);
  if (channels % groups !== 0) throw wrongValue('groups', `a divisor of inChannels, ${channels}`, groups);
  return generator._take((drawer) => drawWeights(drawer, out, (channels / groups) * sizeOf(size), hasBias));
}

/**
 * Draws the initial weights of torch.nn.Embedding: normal numbers.
 * @param generator The generator of PyTorch, which moves on.
 * @param rows The entries of the table.
 * @param columns The elements of an entry.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 */
export function torchEmbedding(generator: TorchGenerator, rows: number, columns: number): Floats {
  const n = positive('rows', rows) * positive('columns', columns);
  return generator._take((drawer) => normal(drawer, n, 1));
}

function recurrent(
  gates: number,
  generator: TorchGenerator,
  inputSize: number,
  hiddenSize: number,
  layers: number,
  options: TorchBiasOption | undefined,
): TorchRecurrentWeights[] {
  const [input, hidden] = [positive('inputSize', inputSize), positive('hiddenSize', hiddenSize)];
  const count = positive('layers', layers);
  const hasBias = readBias(options);
  const bound = 1 / Math.sqrt(hidden);
  const rows = gates * hidden;
  return generator._take((drawer) =>
    Array.from({ length: count }, (_, layer) => ({
      weightIh: uniform(drawer, rows * (layer === 0 ? input : hidden), bound),
      weightHh: uniform(drawer, rows * hidden, bound),
      biasIh: hasBias ? uniform(drawer, rows, bound) : undefined,
      biasHh: hasBias ? uniform(drawer, rows, bound) : undefined,
    })),
  );
}

/**
 * Draws the initial weights of torch.nn.LSTM, layer by layer.
 * @param generator The generator of PyTorch, which moves on.
 * @param inputSize The elements of an input.
 * @param hiddenSize The elements of the hidden state.
 * @param layers The number of layers. Default: 1.
 * @param options `bias`. Default: true.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 */
export function torchLstm(
  generator: TorchGenerator,
  inputSize: number,
  hiddenSize: number,
  layers = 1,
  options?: TorchBiasOption,
): TorchRecurrentWeights[] {
  return recurrent(4, generator, inputSize, hiddenSize, layers, options);
}

/** Draws the initial weights of torch.nn.GRU, as {@link torchLstm} those of an LSTM. */
export function torchGru(
  generator: TorchGenerator,
  inputSize: number,
  hiddenSize: number,
  layers = 1,
  options?: TorchBiasOption,
): TorchRecurrentWeights[] {
  return recurrent(3, generator, inputSize, hiddenSize, layers, options);
}

/**
 * Draws the initial weights of torch.nn.MultiheadAttention, whose heads share these matrices.
 * @param generator The generator of PyTorch, which moves on.
 * @param embedding The elements of a token.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 */
export function torchMultiheadAttention(generator: TorchGenerator, embedding: number): TorchAttentionWeights {
  const n = positive('embedding', embedding);
  return generator._take((drawer) => {
    const out = drawWeights(drawer, n, n, true);
    const inProjWeight = uniform(drawer, 3 * n * n, Math.sqrt(3) * Math.sqrt(2 / (n + 3 * n)));
    const [inProjBias, outProjBias] = [new Float32Array(3 * n), new Float32Array(n)];
    return { inProjWeight, inProjBias, outProjWeight: out.weight, outProjBias };
  });
}

/** The elements of a weight [out, in, …kernel], and its fans. */
function fansOf(shape: Shape): { n: number; fanIn: number; fanOut: number } {
  const axes = checkShape('shape', shape);
  if (axes.length < 2) throw wrongValue('shape', 'at least two axes, [out, in]', axes.length);
  for (const axis of axes) positive('shape', axis);
  const [out, into, ...kernel] = axes;
  return { n: sizeOf(axes), fanIn: into * sizeOf(kernel), fanOut: out * sizeOf(kernel) };
}

function xavier(shape: Shape, options: object | undefined): { n: number; std: number } {
  const { n, fanIn, fanOut } = fansOf(shape);
  if (options !== undefined) checkFields('options', options, ['gain']);
  return { n, std: checkFactor('gain', own(options, 'gain') ?? 1) * Math.sqrt(2 / (fanIn + fanOut)) };
}

function kaiming(shape: Shape, options: object | undefined): { n: number; std: number } {
  const { n, fanIn, fanOut } = fansOf(shape);
  if (options !== undefined) checkFields('options', options, ['a', 'mode']);
  const mode = checkChoice('mode', own(options, 'mode') ?? 'fan_in', ['fan_in', 'fan_out']);
  return { n, std: kaimingStd(mode === 'fan_in' ? fanIn : fanOut, checkFactor('a', own(options, 'a') ?? 0)) };
}

/**
 * Draws a weight by torch.nn.init.xavier_uniform_.
 * @param generator The generator of PyTorch, which moves on.
 * @param shape [out, in], or [out, in, …kernel].
 * @param options `gain`. Default: 1.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 */
export function torchXavierUniform(generator: TorchGenerator, shape: Shape, options?: TorchGainOption): Floats {
  const { n, std } = xavier(shape, options);
  return generator._take((drawer) => uniform(drawer, n, Math.sqrt(3) * std));
}

/** Draws a weight by torch.nn.init.xavier_normal_, with the arguments of {@link torchXavierUniform}. */
export function torchXavierNormal(generator: TorchGenerator, shape: Shape, options?: TorchGainOption): Floats {
  const { n, std } = xavier(shape, options);
  return generator._take((drawer) => normal(drawer, n, std));
}

/**
 * Draws a weight by torch.nn.init.kaiming_uniform_, for a leaky ReLU.
 * @param generator The generator of PyTorch, which moves on.
 * @param shape [out, in], or [out, in, …kernel].
 * @param options `a` (default: 0) and `mode` (default: 'fan_in').
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
 */
export function torchKaimingUniform(generator: TorchGenerator, shape: Shape, options?: TorchKaimingOptions): Floats {
  const { n, std } = kaiming(shape, options);
  return generator._take((drawer) => uniform(drawer, n, Math.sqrt(3) * std));
}

/** Draws a weight by torch.nn.init.kaiming_normal_, with the arguments of {@link torchKaimingUniform}. */
export function torchKaimingNormal(generator: TorchGenerator, shape: Shape, options?: TorchKaimingOptions): Floats {
  const { n, std } = kaiming(shape, options);
  return generator._take((drawer) => normal(drawer, n, std));
}
