/** Ranks that share a batch drop, in every layer, what one process drops in the whole batch; bad splits change nothing. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, Generator, manualSeed, monteCarlo } from 'native-dropout';
import { install, layers, splitBatch, uninstall } from 'native-dropout/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';
import { onBackends, taken, tf, use } from './backends.js';
import { type Layer, layerRows } from './layer-rows.js';

const numbers = (shape: readonly number[]): Float32Array => new Generator(4).normal(sizeOf(shape));
const training = { training: true };

type Result = { y: Float32Array; dx: Float32Array };

/** y and the gradient of its sum, for samples of x. */
function run(layer: Layer, x: Tensor, from: number, to: number): Result {
  return tf.tidy(() => {
    const part = x.slice(from, to - from);
    const { value, grad } = tf.valueAndGrad((input: Tensor) => (layer.apply(input, training) as Tensor).sum())(part);
    value.dispose();
    const y = layer.apply(part, training) as Tensor;
    return { y: taken(y), dx: taken(grad) };
  });
}

function joined(results: readonly Result[]): Result {
  const join = (of: (result: Result) => Float32Array) => Float32Array.from(results.flatMap((one) => [...of(one)]));
  return { y: join(({ y }) => y), dx: join(({ dx }) => dx) };
}

/** Sizes of micro-batches: also of one sample, and of none. */
function splitsOf(samples: number): number[][] {
  return [
    [samples - 1, 1],
    [1, 0, samples - 1],
  ];
}

/** Requires that ranks together get what one process gets, twice in a row. */
function expectShared(make: () => Layer, shape: readonly number[]): void {
  const x = tf.tensor(numbers(shape), [...shape]);
  const [batchSize] = shape;
  const twice = (of: () => Result): Result[] => [of(), of()];
  manualSeed(3);
  const whole = make();
  const expected = twice(() => run(whole, x, 0, batchSize));
  for (const microBatches of splitsOf(batchSize)) {
    const parts = microBatches.map((samples, rank) => {
      manualSeed(3);
      const layer = make();
      const { from, to } = splitBatch(layer, { rank, ranks: microBatches.length, batchSize, microBatches });
      expect(to - from).toBe(samples);
      return twice(() => run(layer, x, from, to));
    });
    manualSeed(3);
    const layer = make();
    const one = splitBatch(layer, { rank: 0, ranks: 1, batchSize, microBatches });
    const steps = twice(() => joined(one.step((from, to) => run(layer, x, from, to))));
    for (const call of [0, 1]) {
      const ranks = joined(parts.map((results) => results[call]));
      for (const what of ['y', 'dx'] as const) {
        expectSame(ranks[what], expected[call][what], `${what} of ranks ${microBatches}, call ${call}`);
        expectSame(steps[call][what], expected[call][what], `${what} of steps ${microBatches}, call ${call}`);
      }
    }
  }
  x.dispose();
}

beforeEach(() => install(tf));
afterEach(() => uninstall(tf));

const SEQUENCES = [6, 5, 7];
const init = (seed: number) => tf.initializers.glorotUniform({ seed });
const cell = {
  units: 4,
  kernelInitializer: init(1),
  recurrentInitializer: init(2),
  dropout: 0.4,
  recurrentDropout: 0.3,
};
const maps = { filters: 2, kernelSize: 2, ...cell, returnSequences: true };

/** A layer of a user, which folds two axes into one and has other layers inside. */
class Folding extends tf.layers.Layer {
  static className = 'Folding';
  readonly inner = { drops: [layers.dropout({ rate: 0.4 })] };

  override computeOutputShape(shape: number[]): number[] {
    return shape;
  }

  override call(inputs: Tensor | Tensor[], kwargs: object): Tensor {
    const [x] = [inputs].flat();
    const [n, steps, features] = x.shape as [number, number, number];
    const folded = x.reshape([n * steps, features]);
    return (this.inner.drops[0].apply(folded, kwargs) as Tensor).reshape(x.shape);
  }
}

/** Layers of TensorFlow.js, and what is around ours. */
const others: readonly (readonly [string, () => object, readonly number[]])[] = [
  ['tf.layers.dropout', () => tf.layers.dropout({ rate: 0.4 }), [6, 35]],
  ['a seeded one', () => tf.layers.dropout({ rate: 0.4, seed: 5 }), [6, 35]],
  ['noise shape', () => tf.layers.dropout({ rate: 0.4, noiseShape: [null, 1, 7] as number[] }), SEQUENCES],
  ['noise shape of the whole batch', () => tf.layers.dropout({ rate: 0.4, noiseShape: [6, 1, 7] }), SEQUENCES],
  ['noise shape of all samples', () => tf.layers.dropout({ rate: 0.4, noiseShape: [1, 5, 7] }), SEQUENCES],
  ['noise shape of fewer axes', () => tf.layers.dropout({ rate: 0.4, noiseShape: [7] }), SEQUENCES],
  ['ours, of the whole batch', () => layers.dropout({ rate: 0.4, noiseShape: [6, 1, 7] }), SEQUENCES],
  ['ours, of all samples', () => layers.alphaDropout({ rate: 0.4, noiseShape: [1, 5, 7] }), SEQUENCES],
  ['tf.layers.spatialDropout1d', () => tf.layers.spatialDropout1d({ rate: 0.4 }), SEQUENCES],
  ['tf.layers.alphaDropout', () => tf.layers.alphaDropout({ rate: 0.4, noiseShape: [6, 1, 7] }), SEQUENCES],
  ['tf.layers.gaussianNoise', () => tf.layers.gaussianNoise({ stddev: 3 }), SEQUENCES],
  [
    'timeDistributed',
    () => {
      const layer = layers.dropout({ rate: 0.4 });
      return tf.sequential({ layers: [tf.layers.timeDistributed({ layer, inputShape: [5, 7] })] });
    },
    SEQUENCES,
  ],
  ['a layer that folds axes', () => new Folding({}), SEQUENCES],
  ['simpleRNN', () => tf.layers.simpleRNN(cell), SEQUENCES],
  ['gru', () => tf.layers.gru(cell), SEQUENCES],
  [
    'bidirectional lstm',
    () => tf.layers.bidirectional({ layer: tf.layers.lstm(cell) as never, mergeMode: 'sum' }),
    SEQUENCES,
  ],
  ['rnn of cells', () => tf.layers.rnn({ cell: [tf.layers.lstmCell(cell), tf.layers.gruCell(cell)] }), SEQUENCES],
  ['convLstm2d', () => tf.layers.convLstm2d(maps as never), [2, 3, 4, 4, 2]],
];

onBackends((backend) => {
  test.each(layerRows)('$title', ({ make, shape }) => expectShared(() => make(), shape));

  /** wasm has no gradient of convLstm2d. In tfjs-node a product of fewer rows may round differently. */
  const left: Partial<Record<string, RegExp>> = { wasm: /convLstm/, tensorflow: /rnn|gru|lstm/i };
  test.each(others.filter(([name]) => !left[backend]?.test(name)))('%s', (_, make, shape) =>
    expectShared(make as () => Layer, shape),
  );
});

describe('a model', () => {
  const model = () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4], kernelInitializer: init(1) }),
        layers.dropout({ rate: 0.5, seed: 7 }),
        tf.layers.dropout({ rate: 0.3 }),
        tf.layers.dense({ units: 1, kernelInitializer: init(2) }),
      ],
    });
  const x = (n = 8): Tensor => tf.tensor(numbers([n, 4]), [n, 4]);
  const apply = (of: Layer | ReturnType<typeof model>, input: Tensor) => of.apply(input, training) as Tensor;
  const halves = { ranks: 2, batchSize: 8 };

  beforeEach(async () => {
    await use('cpu');
    tf.engine().startScope();
    manualSeed(1);
  });
  afterEach(() => tf.engine().endScope());

  test('fit() on the part of a rank drops as apply() does there', async () => {
    const one = model();
    one.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0) });
    splitBatch(one, { rank: 1, ...halves });
    const history = await one.fit(x().slice(4), tf.zeros([4, 1]), { batchSize: 4, epochs: 1, shuffle: false });
    manualSeed(1);
    const y = apply(model(), x()).slice(4);
    expect(history.history.loss[0]).toBeCloseTo(y.square().mean().dataSync()[0], 6);
  });

  test('a step takes the draws of one micro-batch', () => {
    const one = model();
    const part = splitBatch(one, { rank: 0, ranks: 1, batchSize: 8, microBatches: 4 });
    expect(part.step((from, to) => [from, to])).toEqual([
      [0, 2],
      [2, 4],
      [4, 6],
      [6, 8],
    ]);
    part.step((from, to) => apply(one, x().slice(from, to - from)));
    expect(defaultGenerator.draw).toBe(1);
    expect(one.layers[1].getConfig().draw).toBe(1);
  });

  test('what run throws, or a promise, sets the generators back; nothing else is left', () => {
    const one = model();
    const part = splitBatch(one, { rank: 0, ranks: 1, batchSize: 8, microBatches: 4 });
    let calls = 0;
    const failing = (from: number): void => {
      apply(one, x().slice(from, 2));
      if (++calls === 3) throw new Error('stop');
    };
    expect(() => part.step(failing)).toThrow('stop');
    expect(() => part.step(async (from) => failing(from))).toThrow(
      /^run: expected a synchronous function, got Promise/,
    );
    expect(defaultGenerator.draw).toBe(0);
    expect(one.layers[1].getConfig().draw).toBeUndefined();
    const several = /^splitBatch: this rank has several micro-batches, so the model drops only in step\(\)$/;
    expect(() => apply(one, x())).toThrow(several);
    expect(() => part.step(1 as never)).toThrow(/^run: expected a function, got 1$/);
    part.stop();
    expect(apply(one, x()).shape).toEqual([8, 1]);
  });

  test('a batch of the wrong size is refused in training alone', () => {
    const one = model();
    splitBatch(one, { rank: 1, ...halves });
    const wrong = /^inputs: expected 4 samples, as splitBatch says, got 3$/;
    expect(() => apply(one, x().slice(0, 3))).toThrow(wrong);
    expect(() => one.layers[2].apply(tf.ones([2, 6]), training)).toThrow(/expected 4 samples/);
    expect(one.layers[1].getConfig().draw).toBeUndefined();
    expect((one.predict(x().slice(0, 3)) as Tensor).shape).toEqual([3, 1]);
    const { std } = monteCarlo(3, () => (one.predict(x().slice(0, 3)) as Tensor).dataSync<'float32'>());
    expect(std.every((value) => value > 0)).toBe(true);
  });

  test('a later call replaces a split, and the earlier stop() leaves it', () => {
    const [one, other] = [model(), model()];
    const expected = apply(other, x());
    manualSeed(1);
    const first = splitBatch(one, { rank: 0, ...halves });
    const second = splitBatch(one, { rank: 1, ...halves });
    first.stop();
    expectSame(apply(one, x().slice(4)).dataSync<'float32'>(), expected.slice(4).dataSync<'float32'>(), 'rank 1');
    second.stop();
    expect(apply(one, x()).shape).toEqual([8, 1]);
  });

  const whole = { rank: 0, ranks: 2, batchSize: 8 };
  test.each<[string, unknown, RegExp]>([
    ['a rank outside of its world', { ...whole, rank: 2 }, /^rank: expected an integer in \[0, 1\], got 2$/],
    ['a negative rank', { ...whole, rank: -1 }, /^rank: .* got -1$/],
    ['no rank', { ranks: 2, batchSize: 8 }, /^rank: .* got undefined$/],
    ['no ranks', { ...whole, ranks: 0 }, /^ranks: .* got 0$/],
    ['half a sample', { ...whole, batchSize: 7.5 }, /^batchSize: .* got 7.5$/],
    [
      'an uneven batch',
      { ...whole, batchSize: 7 },
      /^batchSize: expected a multiple of 2, .* got 7 \(microBatches: \[n, …\]/,
    ],
    ['a wrong sum', { ...whole, microBatches: [4, 3] }, /^microBatches: expected a sum of 8 like batchSize, got 7$/],
    [
      'fewer micro-batches than ranks',
      { ...whole, microBatches: [8] },
      /^microBatches: expected at least 2, .* got 1$/,
    ],
    ['a negative micro-batch', { ...whole, microBatches: [9, -1] }, /^microBatches\[0\]: /],
    ['micro-batches in a text', { ...whole, microBatches: '4' }, /^microBatches: /],
    ['an unknown option', { ...whole, worldSize: 2 }, /worldSize/],
    ['a number', 2, /^options: /],
  ])('%s is refused, and changes nothing', (_, options, error) => {
    const one = model();
    expect(() => splitBatch(one, options as never)).toThrow(error);
    expect(apply(one, x()).shape).toEqual([8, 1]);
  });

  test('a model without layers that drop, or with layers that are not installed, is refused', () => {
    const dense = tf.layers.dense({ units: 1, inputShape: [4] });
    expect(() => splitBatch(tf.sequential({ layers: [dense] }), whole)).toThrow(/^model: found no layer that drops/);
    expect(() => splitBatch(3 as never, whole)).toThrow(/^model: expected a model or layers of TensorFlow.js, got 3$/);
    uninstall(tf);
    for (const made of [tf.layers.dropout({ rate: 0.5, name: 'd' }), tf.layers.lstm({ ...cell, name: 'd' })]) {
      expect(() => splitBatch([layers.dropout({ rate: 0.5 }), made], whole)).toThrow(/\(call install\(tf\) first\)$/);
    }
    expect(splitBatch([layers.dropout({ rate: 0.5 }), tf.layers.lstm({ units: 1 })], whole).to).toBe(4);
  });
});

describe('offset', () => {
  beforeEach(() => use('cpu'));
  const make = [
    ['layers.dropout', () => layers.dropout({ rate: 0.5, seed: 8 })],
    ['tf.layers.dropout', () => tf.layers.dropout({ rate: 0.5, seed: 8 })],
  ] as const;

  test.each(make)('%s begins at a mask element', (_, of) => {
    const [whole, part] = [of(), of()];
    const y = taken(whole.apply(tf.ones([8, 5]), training) as Tensor);
    const own = taken(part.apply(tf.ones([3, 5]), { ...training, offset: 25 } as object) as Tensor);
    expectSame(own, y.slice(25), 'the last samples');
    expect(() => part.apply(tf.ones([3, 5]), { ...training, offset: -1 } as object)).toThrow(/^offset: /);
    splitBatch(part, { rank: 0, ranks: 2, batchSize: 6 });
    const both = { ...training, offset: 5 } as object;
    expect(() => part.apply(tf.ones([3, 5]), both)).toThrow(/^offset: expected none, because splitBatch /);
    expect(part.getConfig().draw).toBe(1);
  });

  test('a config has none, and says where it belongs', () => {
    const config = { rate: 0.5, offset: 3 };
    expect(() => layers.dropout(config)).toThrow(
      /got offset \(apply\(x, \{ training, offset \}\) takes it, and splitBatch/,
    );
  });
});
