/** The training of port.py in Node.js. */

import { Dropout } from 'native-dropout';
import { TorchGenerator, torchEpoch, torchLinear } from 'native-dropout/replay';
import { addGradient, backward, type Dense, forward } from '../shared/mlp/dense.js';
import { crossEntropy } from '../shared/mlp/loss.js';
import { batchOf, type Data, makeData } from './data.js';
import { type Run, type Step, sha } from './run.js';

const CLASSES = 10;

/** Settings of the run to port. */
export type Settings = Pick<Run, 'seed' | 'samples' | 'batch' | 'rate' | 'sizes' | 'drops'>;

/** What the port gives: {@link Run} without what it takes from PyTorch. */
export type Ported = Pick<Run, 'dataSha' | 'initialSha' | 'order' | 'steps' | 'finalWeights' | 'stateSha'>;

/** PyTorch stores [outputs, inputs], and our dense layer [inputs, outputs]. */
function transposed(weights: Float32Array, rows: number): Float32Array {
  const columns = weights.length / rows;
  return Float32Array.from(weights, (_, i) => weights[(i % rows) * columns + Math.floor(i / rows)]);
}

/** The layers that nn.Linear makes, in order. */
export function makeLayers(generator: TorchGenerator, sizes: readonly number[]): Dense[] {
  return sizes.slice(1).map((outputs, k) => {
    const inputs = sizes[k];
    const { weight, bias } = torchLinear(generator, inputs, outputs);
    return { inputs, outputs, weights: transposed(weight, outputs), bias: bias as Float32Array };
  });
}

/** Weight and bias of each layer, as PyTorch stores them. */
const parametersOf = (layers: readonly Dense[]): Float32Array[] =>
  layers.flatMap(({ inputs, weights, bias }) => [transposed(weights, inputs), bias]);

function maskOf(layer: Dropout, n: number): { sha: string; kept: number } {
  const mask = layer.mask;
  if (mask === undefined) throw new Error('the layer has no mask');
  return { sha: sha(new Uint8Array(mask.toBits(n).buffer, 0, Math.ceil(n / 8))), kept: mask.count(n) };
}

/** One step of SGD. */
function step(layers: readonly Dense[], drops: readonly Dropout[], { pixels, labels }: Data, rate: number): Step {
  const rows = labels.length;
  const inputs: Float32Array[] = [pixels]; // of each layer
  const hidden: Float32Array[] = []; // after each ReLU
  const masks: { sha: string; kept: number }[] = [];
  let y = pixels;
  for (const [k, layer] of layers.entries()) {
    const sums = new Float32Array(rows * layer.outputs);
    forward(layer, y, sums);
    y = sums;
    if (k === drops.length) break;
    for (let i = 0; i < y.length; ++i) y[i] = Math.max(y[i], 0);
    hidden.push(y);
    y = drops[k].forward(y);
    masks.push(maskOf(drops[k], y.length));
    inputs.push(y);
  }
  const loss = crossEntropy(y, labels) / rows;
  let dy = y.map((slope) => slope / rows);
  for (let k = layers.length - 1; k >= 0; --k) {
    const layer = layers[k];
    const gradient = { ...layer, weights: layer.weights.map(() => 0), bias: layer.bias.map(() => 0) };
    addGradient(gradient, inputs[k], dy);
    if (k > 0) {
      const dx = new Float32Array(inputs[k].length);
      backward(layer, dy, dx);
      dy = drops[k - 1].backward(dx).map((slope, i) => (hidden[k - 1][i] > 0 ? slope : 0));
    }
    for (let i = 0; i < layer.weights.length; ++i) layer.weights[i] -= rate * gradient.weights[i];
    for (let i = 0; i < layer.bias.length; ++i) layer.bias[i] -= rate * gradient.bias[i];
  }
  return { loss, masks: masks.map((mask) => mask.sha), kept: masks.map(({ kept }) => kept) };
}

/** Trains for as many steps as the run has. */
export function train({ seed, samples, batch, rate, sizes, drops }: Settings, steps: number): Ported {
  const generator = new TorchGenerator(seed);
  const layers = makeLayers(generator, sizes);
  const initialSha = parametersOf(layers).map(sha);
  const dropouts = drops.map((p) => new Dropout(p, { generator }));
  const data = makeData(samples, sizes[0], CLASSES);
  const order: number[][] = [];
  const rows: Step[] = [];
  while (rows.length < steps) {
    const epoch = torchEpoch(generator, samples);
    order.push(Array.from(epoch));
    for (let at = 0; at < samples; at += batch) {
      rows.push(step(layers, dropouts, batchOf(data, epoch.subarray(at, at + batch)), rate));
    }
  }
  const finalWeights = parametersOf(layers).map((weights) => Array.from(weights.subarray(0, 3)));
  const { state } = generator;
  return { dataSha: sha(data.pixels), initialSha, order, steps: rows, finalWeights, stateSha: sha(state) };
}
