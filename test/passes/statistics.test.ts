/** monteCarlo() gives quantiles, votes and entropies as their definitions do, and returns all passes. */

import { describe, expect, test } from 'vitest';
import {
  dropout,
  Generator,
  type MonteCarloOptions,
  monteCarlo,
  type Predictive,
  type PredictiveClasses,
  type PredictiveQuantiles,
  type PredictiveSamples,
} from '../../src/index.js';
import { deviationOf, meanOf, quantileOf, uncertaintyOf, votesOf } from '../reference/passes.js';

type All = Predictive & PredictiveSamples & PredictiveQuantiles & PredictiveClasses;

/** Results for passes that are given; those that `options` does not ask for are missing. */
function of(passes: readonly (readonly number[])[], options: MonteCarloOptions): All {
  let next = 0;
  const run = (): readonly number[] => {
    dropout(new Float32Array(1));
    return passes[next++];
  };
  return monteCarlo(passes.length, run, options) as unknown as All;
}

const random = new Generator(3);
const drawn = (n: number, length: number): number[][] =>
  Array.from({ length: n }, () => [...random.normal(new Float64Array(length), { mean: 2, std: 3 })]);

/** Rows of softmax. */
const probabilities = (n: number, rows: number, classes: number): number[][] =>
  drawn(n, rows * classes).map((values) => {
    const powers = values.map(Math.exp);
    return powers.map((power, i) => {
      const first = i - (i % classes);
      return power / powers.slice(first, first + classes).reduce((sum, other) => sum + other);
    });
  });

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; ++i) {
    expect(Math.abs(actual[i] - expected[i])).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected[i])));
  }
}

const NUMBERS_OF_PASSES = [2, 3, 10, 101];

test.each(NUMBERS_OF_PASSES)('mean and deviation of %i passes', (n) => {
  const passes = drawn(n, 7);
  const { mean, std } = of(passes, {});
  expectClose(mean, meanOf(passes));
  expectClose(std, deviationOf(passes));
});

test('samples are the outputs of all passes, in their order', () => {
  const passes = drawn(4, 3);
  expect(of(passes, { samples: true }).samples).toEqual(passes.map((pass) => Float64Array.from(pass)));
});

describe('quantiles', () => {
  const fractions = [0, 0.05, 0.25, 0.5, 1 / 3, 0.95, 1];

  test.each(NUMBERS_OF_PASSES)('of %i passes', (n) => {
    const passes = drawn(n, 7);
    const { quantiles } = of(passes, { quantiles: fractions });
    expect(quantiles).toHaveLength(fractions.length);
    fractions.forEach((q, i) => {
      expectClose(quantiles[i], quantileOf(passes, q));
    });
    expect(quantiles[0]).toEqual(Float64Array.from(passes[0], (_, i) => Math.min(...passes.map((pass) => pass[i]))));
    expect(quantiles[6]).toEqual(Float64Array.from(passes[0], (_, i) => Math.max(...passes.map((pass) => pass[i]))));
  });

  test('are those of numpy.quantile', () => {
    const passes = [
      [10, 7, 4],
      [3, 2, 1],
    ];
    // np.quantile(a, [0.5, 0.25], axis=0); the first is in numpy's documentation.
    expect(of(passes, { quantiles: [0.5, 0.25] }).quantiles).toEqual([
      Float64Array.of(6.5, 4.5, 2.5),
      Float64Array.of(4.75, 3.25, 1.75),
    ]);
    const [nan, infinite] = [
      of([[1], [Number.NaN], [2]], { quantiles: [0] }),
      of([[1], [Infinity]], { quantiles: [0] }),
    ];
    expect([nan.quantiles, infinite.quantiles]).toEqual([[Float64Array.of(Number.NaN)], [Float64Array.of(1)]]);
  });

  test('rise with the fraction, although they are rounded', () => {
    const passes = [[-0.1], [0.7]];
    const rising = Array.from({ length: 1000 }, (_, i) => i / 999);
    const found = of(passes, { quantiles: rising }).quantiles.map(([value]) => value);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });

  test('none are an empty list', () => expect(of(drawn(2, 3), { quantiles: [] }).quantiles).toEqual([]));
});

describe('classes', () => {
  test.each(NUMBERS_OF_PASSES)('votes and entropies of %i passes', (n) => {
    const passes = probabilities(n, 5, 4);
    const { votes, entropy, mutualInformation } = of(passes, { classes: 4 });
    expect([...votes]).toEqual(votesOf(passes, 4));
    const expected = uncertaintyOf(passes, 4);
    expectClose(entropy, expected.entropy);
    expectClose(mutualInformation, expected.mutualInformation);
  });

  test('passes that agree have no mutual information, those that contradict each other nothing else', () => {
    const agreeing = of(
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      { classes: 2 },
    );
    expect([agreeing.entropy[0], agreeing.mutualInformation[0]]).toEqual([Math.LN2, 0]);
    const contradicting = of(
      [
        [1, 0],
        [0, 1],
      ],
      { classes: 2 },
    );
    expect([contradicting.entropy[0], contradicting.mutualInformation[0]]).toEqual([Math.LN2, Math.LN2]);
    expect([...contradicting.votes]).toEqual([1, 1]);
  });

  test('mutual information is never negative', () => {
    const row = [0.1, 0.2, 0.3, 0.4].map((p) => p / 3 + 1 / 6);
    for (const n of [3, 7, 49]) {
      expect(of(new Array(n).fill(row), { classes: 4 }).mutualInformation[0]).toBeGreaterThanOrEqual(0);
    }
  });

  test('of several largest, the first gets the vote', () => {
    expect([
      ...of(
        [
          [0.5, 0.5],
          [0.25, 0.75],
        ],
        { classes: 2 },
      ).votes,
    ]).toEqual([1, 1]);
  });

  test.each([
    ['logits', [3, -1]],
    ['a negative one', [1.2, -0.2]],
    ['NaN', [Number.NaN, 1]],
    ['sigmoids', [0.9, 0.4]],
    ['a sum just too small', [0.5, 0.489]],
  ])('%s are refused', (_, row) => {
    const refused = /^run: expected probabilities that add up to 1 in rows of 2 classes, got .* in row 1$/;
    expect(() =>
      of(
        [
          [1, 0, 0, 1],
          [1, 0, ...row],
        ],
        { classes: 2 },
      ),
    ).toThrow(RangeError);
    expect(() =>
      of(
        [
          [1, 0, 0, 1],
          [1, 0, ...row],
        ],
        { classes: 2 },
      ),
    ).toThrow(refused);
  });

  test('sums may be rounded', () => {
    expect(() =>
      of(
        [
          [0.5, 0.491],
          [0.5, 0.509],
        ],
        { classes: 2 },
      ),
    ).not.toThrow();
  });

  test.each([
    [{ classes: 3 }, RangeError, /^classes: expected a divisor of 4, the length of run, got 3$/],
    [{ classes: 1 }, RangeError, /^classes: expected an integer in \[2, /],
    [{ classes: '2' }, TypeError, /^classes: expected an integer in \[2, .*, got "2"$/],
    [{ classes: { a: 2 } }, TypeError, /^classes: expected a number, because run returns one output, got an object$/],
    [{ classes: [2] }, TypeError, /^classes: expected a number, because run returns one output, got a list of 1$/],
    [{ classes: [1] }, RangeError, /^classes\[0\]: /],
    [{ classes: { a: 1 } }, RangeError, /^classes\.a: /],
    [{ quantiles: [0.5, 1.1] }, RangeError, /^quantiles\[1\]: expected a number in \[0, 1\], got 1\.1$/],
    [{ quantiles: [95] }, RangeError, /^quantiles\[0\]: expected .*, got 95 \(0\.95 means 95 %\)$/],
    [{ quantiles: [Number.NaN] }, RangeError, /^quantiles\[0\]: /],
    [{ quantiles: 0.5 }, TypeError, /^quantiles: expected an array of numbers in \[0, 1\], got 0\.5$/],
    [{ samples: 1 }, TypeError, /^samples: expected a boolean, got 1$/],
    [{ dtype: 'float32' }, RangeError, /^dtype: expected 'float16' or 'bfloat16', got "float32"$/],
    [{ progress: 3 }, TypeError, /^progress: expected a function, got 3$/],
    [
      { votes: true },
      TypeError,
      /^options: expected only dtype, samples, quantiles, classes, progress for monteCarlo\(\), got votes$/,
    ],
    [null, TypeError, /^options: /],
  ])('%o is refused', (options, error, message) => {
    const generator = new Generator(1);
    const run = (): number[] => {
      dropout(new Float32Array(1), 0.5, { generator });
      return [1, 0, 0, 1];
    };
    const call = () => monteCarlo(2, run, options as never);
    expect(call).toThrow(error);
    expect(call).toThrow(message);
    expect(generator.draw).toBe(0);
  });
});
