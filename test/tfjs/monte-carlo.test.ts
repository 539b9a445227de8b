/** monteCarlo() of tensors drops in every layer, on every backend, and leaves no tensor, draw or mode behind. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, manualSeed, monteCarlo as monteCarloOfArrays } from 'native-dropout';
import { dropout, install, layers, monteCarlo, uninstall } from 'native-dropout/tfjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { held, onBackends, taken, tf } from './backends.js';

/** Ends the time in which promises alone run. */
const pause = () => new Promise((done) => setImmediate(done));

const shape = [6, 5];
const recurrent = { units: 4, dropout: 0.5, recurrentDropout: 0.5 };

const models: readonly (readonly [string, () => unknown[], number[]])[] = [
  ['dense layers', () => [tf.layers.dense({ units: 20, inputShape: [8] }), tf.layers.dropout({ rate: 0.5 })], [8]],
  ['layers of this package', () => [layers.alphaDropout({ rate: 0.5, seed: 3, inputShape: [8] })], [8]],
  ['simpleRNN', () => [tf.layers.simpleRNN({ ...recurrent, inputShape: shape as [number, number] })], shape],
  ['gru', () => [tf.layers.gru({ ...recurrent, inputShape: shape as [number, number] })], shape],
  ['lstm', () => [tf.layers.lstm({ ...recurrent, inputShape: shape as [number, number] })], shape],
  ['a cell', () => [tf.layers.rnn({ cell: tf.layers.lstmCell(recurrent), inputShape: shape })], shape],
  [
    'stacked cells',
    () => [
      tf.layers.rnn({
        cell: tf.layers.stackedRNNCells({ cells: [tf.layers.gruCell(recurrent), tf.layers.lstmCell(recurrent)] }),
        inputShape: shape,
      }),
    ],
    shape,
  ],
];

const classifier = () =>
  tf.sequential({
    layers: [layers.dropout({ rate: 0.5, inputShape: [8] }), tf.layers.dense({ units: 3, activation: 'softmax' })],
  });

onBackends(() => {
  beforeAll(() => install(tf));
  afterAll(() => uninstall(tf));
  beforeEach(() => void manualSeed(3));

  describe.each(models)('%s', (_, make, inputShape) => {
    test('drop in each pass as in passes of arrays', async () => {
      const model = tf.sequential({ layers: make() as never });
      const x = tf.ones([2, ...inputShape]);
      const before = taken(model.predict(x) as Tensor);
      const config = JSON.stringify(model.getConfig());
      const options = { samples: true, quantiles: [0.5] } as const;
      const expected = monteCarloOfArrays(5, () => taken(model.predict(x) as Tensor), options);
      const memory = held();
      const found = await monteCarlo(5, () => model.predict(x) as Tensor, options);
      expect(found).toEqual(expected);
      expect(Math.max(...found.std)).toBeGreaterThan(0);
      expect(new Set(found.samples.map((sample) => sample.join())).size).toBe(5);
      expect(held()).toEqual(memory);
      expect(JSON.stringify(model.getConfig())).toBe(config);
      expect(defaultGenerator.state).toEqual({ seed: '3', draw: 0 });
      expect(taken(model.predict(x) as Tensor)).toEqual(before);
      model.dispose();
      x.dispose();
    });
  });

  test('several outputs, of several dtypes and arrays, with votes', async () => {
    const model = classifier();
    const x = tf.ones([4, 8]);
    const run = () => {
      const p = model.predict(x) as Tensor;
      return { p, best: p.argMax(-1), certain: p.greater(0.5), numbers: [1, 2] };
    };
    const memory = held();
    const { p, best, certain, numbers } = await monteCarlo(6, run, { classes: { p: 3 }, samples: true });
    expect(held()).toEqual(memory);
    const counted = best.samples.flatMap((sample) => [...sample].map((one, row) => row * 3 + one));
    const votes = new Uint32Array(12);
    for (const one of counted) votes[one] += 1;
    expect(p.votes).toEqual(votes);
    expect([p.entropy.length, p.mutualInformation.length]).toEqual([4, 4]);
    expect(new Set(certain.samples.flatMap((sample) => [...sample])).size).toBeLessThanOrEqual(2);
    expect(numbers.mean).toEqual(Float64Array.of(1, 2));
    const [one, other] = await monteCarlo(2, () => [model.predict(x) as Tensor, x]);
    expect([one.mean.length, other.mean.length]).toEqual([12, 32]);
    expect([x.isDisposed, held()]).toEqual([false, memory]);
    model.dispose();
    x.dispose();
  });

  test('between passes other code does not drop, and its draws are its own', async () => {
    const model = classifier();
    const x = tf.ones([4, 8]);
    const undisturbed = await monteCarlo(4, () => model.predict(x) as Tensor);
    const still = taken(model.predict(x) as Tensor);
    const alone = Array.from({ length: 4 }, () => taken(dropout(x, 0.5)));
    manualSeed(3);
    const steps: unknown[] = [];
    const other = async () => {
      for (let step = 0; step < 4; ++step) {
        steps.push(taken(dropout(x, 0.5)));
        expect(taken(model.predict(x) as Tensor)).toEqual(still);
        await (step % 2 === 0 ? null : pause());
      }
    };
    const [found] = await Promise.all([monteCarlo(4, () => model.predict(x) as Tensor), other()]);
    expect(found).toEqual(undisturbed);
    expect(steps).toEqual(alone);
    expect(defaultGenerator.draw).toBe(4);
    model.dispose();
    x.dispose();
  });

  describe('is refused, and leaves no tensor and no draw:', () => {
    let x: Tensor;
    let memory: ReturnType<typeof held>;
    beforeEach(() => {
      x = tf.ones([2, 3]);
      x.dataSync();
      memory = held();
    });
    afterEach(() => {
      expect(held()).toEqual(memory);
      expect(defaultGenerator.draw).toBe(0);
      x.dispose();
    });

    const gone = () => {
      const one = tf.ones([2]);
      one.dispose();
      return one;
    };
    let pass = 0;
    const never: readonly (readonly [string, () => unknown, ErrorConstructor, RegExp, object?])[] = [
      [
        'an error',
        () => {
          throw new RangeError('of run');
        },
        RangeError,
        /^of run$/,
      ],
      ['a promise', async () => tf.zeros([2]), TypeError, /^run: expected a tensor, .*, got Promise$/],
      [
        'nothing',
        () => undefined,
        TypeError,
        /^run: expected a tensor, or a list or an object of several, got undefined$/,
      ],
      [
        'texts',
        () => tf.tensor(['a']),
        TypeError,
        /^run: expected a tensor of dtype float32, int32, bool, got string$/,
      ],
      [
        'texts beside numbers',
        () => [x, tf.tensor(['a'])],
        TypeError,
        /^run\[1\]: expected a tensor of dtype .*, got string$/,
      ],
      ['a disposed tensor', () => ({ y: gone() }), TypeError, /^run\.y: expected a tensor, got one that is disposed$/],
      ['tensors in lists of lists', () => [[x]], TypeError, /^run\[0\]: expected/],
      [
        'another shape',
        () => tf.zeros(pass++ % 2 === 0 ? [2, 3] : [3, 2]),
        RangeError,
        /^run: expected the shape \[2,3\] in every pass, got \[3,2\]$/,
      ],
      ['another length', () => tf.zeros([pass++]), RangeError, /^run: expected the shape/],
      ['one more', () => (pass++ % 2 === 0 ? [x] : [x, x]), TypeError, /^run: expected list of run\[0\] in every pass/],
      ['no probabilities', () => x, RangeError, /^run: expected probabilities/, { classes: 3 }],
      ['no rows', () => x, RangeError, /^classes: expected a divisor of 6/, { classes: 4 }],
      ['a wrong option', () => x, RangeError, /^quantiles\[0\]: /, { quantiles: [2] }],
      ['an unknown option', () => x, TypeError, /^options: expected only/, { quantile: [2] }],
    ];

    type Row = readonly [string, () => unknown, ErrorConstructor, RegExp, object];
    const rows = never.map(
      ([what, outputs, error, message, options = {}]): Row => [what, outputs, error, message, options],
    );

    test.each(rows)('%s', async (_, outputs, error, message, options) => {
      pass = 0;
      const run = (): never => {
        dropout(x, 0.5).add(1);
        return outputs() as never;
      };
      const thrown = await monteCarlo(2, run, options as never).then(
        () => undefined,
        (caught) => caught,
      );
      expect([thrown?.constructor, thrown?.message]).toEqual([error, expect.stringMatching(message)]);
    });

    test('no run, and passes that drop nothing', async () => {
      await expect(monteCarlo(2, x as never)).rejects.toThrow(/^run: expected a function, got Tensor$/);
      await expect(monteCarlo(1, () => x)).rejects.toThrow(/^n: /);
      await expect(monteCarlo(3, () => x.add(1))).rejects.toThrow(/^run: expected a function that drops, got no draw/);
    });
  });
});
