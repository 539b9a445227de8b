/** The recipe for js-pytorch drops what Mask.apply drops, forward and backward, while its model trains. */

import { torch } from 'js-pytorch';
import { Generator, Mask } from 'native-dropout';
import { expect, test } from 'vitest';
import { recipe } from './recipe.js';

type Tensor = InstanceType<typeof torch.Tensor>;
type Layer = InstanceType<typeof torch.nn.Module> & { forward(x: Tensor): Tensor };

interface Recipe {
  Dropout: new (p: number, generator: Generator) => Layer;
  y: Tensor;
  x: Tensor;
}

const load = () => recipe<Recipe>('js-pytorch', ['Dropout', 'x', 'y']);

const SHAPE = [5, 8, 25];
const N = 1000;
const SEED = 8;
const values = Float64Array.from({ length: N }, (_, i) => [i / 7, -i / 3, Number.NaN][i % 3]);
const maskOf = (draw: number) => new Mask({ seed: SEED, draw, p: 0.3 });

function tensorOf(numbers: Float64Array, requiresGrad = false): Tensor {
  const rows = torch.reshape(torch.tensor(Array.from(numbers)), SHAPE);
  return new torch.Tensor(rows.data, requiresGrad);
}

function numbersOf(nested: readonly unknown[]): Float64Array {
  return Float64Array.from(nested.flat(Number.POSITIVE_INFINITY), Number);
}

async function layerOf(): Promise<Layer> {
  const { Dropout } = await load();
  return new Dropout(0.3, new Generator(SEED));
}

test('it gives the values of Mask.apply and the shape of x, another mask in each step', async () => {
  const layer = await layerOf();
  for (const draw of [0, 1, 2]) {
    const y = layer.forward(tensorOf(values));
    expect(y.shape).toEqual(SHAPE);
    expect(numbersOf(y.data)).toEqual(maskOf(draw).apply(values));
  }
  expect(maskOf(0).toBits(N)).not.toEqual(maskOf(1).toBits(N));
});

test('the gradient of x is the scale, though the layer ran again before the backward', async () => {
  const layer = await layerOf();
  const x = tensorOf(new Float64Array(N).fill(3), true);
  const y = layer.forward(x);
  layer.forward(tensorOf(values));
  y.backward();
  expect(numbersOf(x.grad)).toEqual(maskOf(0).apply(new Float64Array(N).fill(1)));
});

test('gradients pass through it to earlier layers', async () => {
  const layer = await layerOf();
  const x = tensorOf(new Float64Array(N).fill(3), true);
  layer.forward(x.mul(2)).mul(5).backward();
  const scale = maskOf(0).apply(new Float64Array(N).fill(1));
  expect(numbersOf(x.grad)).toEqual(scale.map((s) => 5 * s * 2));
});

test('it follows train() and eval() of the model that it is in', async () => {
  const layer = await layerOf();
  class Model extends torch.nn.Module {
    dropout = layer;
  }
  const model = new Model();
  const x = tensorOf(values);
  model.eval();
  expect(layer.forward(x)).toBe(x);
  model.train();
  expect(numbersOf(layer.forward(x).data)).toEqual(maskOf(0).apply(values));
});

test('a tensor without a gradient stores nothing', async () => {
  const layer = await layerOf();
  const x = tensorOf(values);
  const y = layer.forward(x);
  expect([x.children, y.parents]).toEqual([[], []]);
});

test('the same seed gives the same, and what it shows is dropped', async () => {
  const [first, second] = [await load(), await load()];
  expect(first.y.data).toContain(0);
  expect(second.y.data).toEqual(first.y.data);
  expect(second.x.grad).toEqual(first.x.grad);
});
