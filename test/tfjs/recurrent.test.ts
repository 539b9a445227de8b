/** After install() recurrent layers drop inputs and states with masks of this package. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, manualSeed, monteCarlo } from 'native-dropout';
import { dropout, install, uninstall } from 'native-dropout/tfjs';
import { afterEach, describe, expect, test } from 'vitest';
import { expectSame } from '../support/same.js';
import { backends, held, onBackends, taken, tf, use } from './backends.js';
import type { Layer } from './layer-rows.js';

afterEach(() => uninstall(tf));

const init = (seed: number) => tf.initializers.glorotUniform({ seed });
const sizes = { units: 4, kernelInitializer: init(1), recurrentInitializer: init(2), returnSequences: true };
const both = { dropout: 0.5, recurrentDropout: 0.3 };
const image = { ...sizes, filters: 2, kernelSize: 2 };

type Args = { dropout?: number; recurrentDropout?: number; dropoutFunc?: unknown };

/** Each layer, the shape of its input, and how many masks its inputs and its states have. */
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
  [
    'rnn of two cells',
    (args) => {
      const one = { ...sizes, ...(args as object) };
      return tf.layers.rnn({ cell: [tf.layers.lstmCell(one), tf.layers.gruCell(one)], returnSequences: true });
    },
    [3, 5, 6],
    7,
  ],
];

type Cell = { dropoutFunc: unknown; cells?: Cell[]; call: (...args: never[]) => unknown };

const innermost = (cell: Cell): Cell[] => cell.cells?.flatMap(innermost) ?? [cell];

const numbers = (shape: readonly number[]): Tensor => tf.randomNormal([...shape], 0, 1, 'float32', 7);

const trained = (layer: object, x: Tensor): Float32Array =>
  taken((layer as Layer).apply(x, { training: true }) as Tensor);

onBackends(() => {
  describe.each(cells)('%s', (_, make, shape, masks) => {
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
      if (draws > 0) expect(trained(layer, x)).not.toEqual(expected);
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

    test.each([both, { dropout: 0.5 }, { recurrentDropout: 0.3 }])('drops in each pass of monteCarlo: %o', (rates) => {
      install(tf);
      manualSeed(3);
      const layer = make(rates) as Layer;
      const x = numbers(shape);
      const pass = () => taken(layer.apply(x) as Tensor);
      const before = pass();
      const seen: string[] = [];
      const noted = () => {
        const y = pass();
        seen.push(y.join());
        return y;
      };
      const first = monteCarlo(4, noted);
      expect(new Set(seen).size).toBe(4);
      expect(Math.max(...first.std)).toBeGreaterThan(0);
      expect(monteCarlo(4, pass)).toEqual(first);
      expectSame(pass(), before, 'evaluation after the passes');
      expect(defaultGenerator.draw).toBe(0);
    });

    test('has new masks in every call, for batches of any size, and leaves no tensors', () => {
      install(tf);
      manualSeed(3);
      const layer = make(both) as Layer;
      const [x, smaller] = [numbers(shape), numbers([1, ...shape.slice(1)])];
      const evaluated = taken(layer.apply(x) as Tensor);
      const seen = [x, x, x].map((x) => trained(layer, x).join());
      expect(new Set(seen).size).toBe(3);
      expect(trained(layer, smaller).length).toBe(evaluated.length / shape[0]);
      expectSame(taken(layer.apply(x) as Tensor), evaluated, 'evaluation after training');
      trained(layer, x);
      const before = held();
      for (let i = 0; i < 3; ++i) trained(layer, x);
      expect(held()).toEqual(before);
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

    test('the cell is restored after a call, and after an error', () => {
      const layer = make(both) as Layer & { cell: Cell };
      install(tf);
      trained(layer, numbers(shape));
      for (const cell of innermost(layer.cell)) {
        expect(cell.dropoutFunc).toBeUndefined();
        expect(() => cell.call([] as never, { training: true } as never)).toThrow();
        expect(cell.dropoutFunc).toBeUndefined();
      }
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

/** Backends round sums of products differently, so results are only close. */
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
