/** What recurrent layers drop of their inputs and their states is what this package drops, once it is installed. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, manualSeed } from 'native-dropout';
import { dropout, install, uninstall } from 'native-dropout/tfjs';
import { afterEach, describe, expect, test } from 'vitest';
import { expectSame } from '../same.js';
import { backends, onBackends, taken, tf, use } from './backends.js';
import type { Layer } from './layer-rows.js';

afterEach(() => uninstall(tf));

const init = (seed: number) => tf.initializers.glorotUniform({ seed });
const sizes = { units: 4, kernelInitializer: init(1), recurrentInitializer: init(2), returnSequences: true };
const both = { dropout: 0.5, recurrentDropout: 0.3 };
const image = { ...sizes, filters: 2, kernelSize: 2 };

type Args = { dropout?: number; recurrentDropout?: number; dropoutFunc?: unknown };

/** Each, its inputs, and how many masks it has of its inputs and of its states. */
const cells: readonly (readonly [
  name: string,
  make: (args: Args) => object,
  shape: readonly number[],
  masks: number,
])[] = [
  ['simpleRNN', (args) => tf.layers.simpleRNN({ ...sizes, ...(args as object) }), [3, 5, 6], 1],
  ['gru', (args) => tf.layers.gru({ ...sizes, ...(args as object) }), [3, 5, 6], 3],
  ['lstm', (args) => tf.layers.lstm({ ...sizes, ...(args as object) }), [3, 5, 6], 4],
  ['convLstm2d', (args) => tf.layers.convLstm2d({ ...image, ...(args as object) } as never), [2, 3, 4, 4, 2], 4],
  [
    'rnn of a cell',
    (args) => tf.layers.rnn({ cell: tf.layers.lstmCell({ ...sizes, ...(args as object) }), returnSequences: true }),
    [3, 5, 6],
    4,
  ],
];

const numbers = (shape: readonly number[]): Tensor => tf.randomNormal([...shape], 0, 1, 'float32', 7);

const trained = (layer: object, x: Tensor): Float32Array =>
  taken((layer as Layer).apply(x, { training: true }) as Tensor);

onBackends(() => {
  describe.each(cells)('%s', (name, make, shape, masks) => {
    test.each([
      [both, 2 * masks],
      [{ dropout: 0.5 }, masks],
      [{ recurrentDropout: 0.3 }, masks],
      [{}, 0],
    ])('%o', (rates, draws) => {
      const x = numbers(shape);
      const ours = (ones: Tensor, rate: number): Tensor => dropout(ones, rate);
      manualSeed(3);
      const expected = trained(make({ ...rates, dropoutFunc: ours }), x);
      const layer = make(rates);
      install(tf);
      manualSeed(3);
      expectSame(trained(layer, x), expected, 'as with our function given');
      expect(defaultGenerator.draw).toBe(draws);
      // The class that takes any cell leaves it its masks, as it does without this package.
      if (draws > 0 && name !== 'rnn of a cell') expect(trained(layer, x)).not.toEqual(expected);
    });

    test('drops nothing in evaluation', () => {
      install(tf);
      manualSeed(3);
      const layer = make(both) as Layer;
      const x = numbers(shape);
      const of = () => taken(layer.apply(x) as Tensor);
      expectSame(of(), of(), 'twice');
      expect(defaultGenerator.draw).toBe(0);
    });

    test("a user's function comes before ours", () => {
      install(tf);
      manualSeed(3);
      let calls = 0;
      const layer = make({
        ...both,
        dropoutFunc(ones: Tensor) {
          calls += 1;
          return ones;
        },
      });
      trained(layer, numbers(shape));
      expect([calls, defaultGenerator.draw]).toEqual([2 * masks, 0]);
    });

    test('is what it was, behind a call and an error in it', () => {
      const layer = make(both) as Layer & { cell: { dropoutFunc: unknown; call: (...args: never[]) => unknown } };
      install(tf);
      trained(layer, numbers(shape));
      expect(layer.cell.dropoutFunc).toBeUndefined();
      expect(() => layer.cell.call([] as never, { training: true } as never)).toThrow();
      expect(layer.cell.dropoutFunc).toBeUndefined();
      uninstall(tf);
      manualSeed(3);
      trained(layer, numbers(shape));
      expect(defaultGenerator.draw).toBe(0);
    });
  });

  test('a model of them is trained', async () => {
    install(tf);
    manualSeed(3);
    const model = tf.sequential();
    const layer = tf.layers.lstm({ units: 4, ...both }) as never;
    model.add(tf.layers.bidirectional({ layer, mergeMode: 'concat', inputShape: [5, 6] }));
    model.add(tf.layers.dense({ units: 1 }));
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const { history } = await model.fit(numbers([4, 5, 6]), tf.ones([4, 1]), { epochs: 2, batchSize: 2, verbose: 0 });
    expect(history.loss.every(Number.isFinite)).toBe(true);
    expect(defaultGenerator.draw).toBe(4 * 2 * 8);
  });
});

/** Sums of products are rounded as each backend does it. */
test.each(cells)('%s has the same masks on every backend', async (_, make, shape) => {
  install(tf);
  const results: Float32Array[] = [];
  for (const backend of backends) {
    await use(backend);
    manualSeed(3);
    results.push(trained(make(both), numbers(shape)));
  }
  for (const y of results) {
    y.forEach((value, i) => {
      expect(value).toBeCloseTo(results[0][i], 5);
    });
  }
});
