/** Bad input is an error that names the argument; it takes no draw and leaves no tensor. */

import { defaultGenerator, Generator, manualSeed } from 'native-dropout';
import * as ours from 'native-dropout/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Held, held, onBackends, tf } from './backends.js';
import { functions } from './functions.js';
import { thrownBy } from './thrown.js';

/** Passes a value that the types refuse, as users of JavaScript can. */
const bad = (value: unknown): never => value as never;

function disposed() {
  const x = tf.ones([3]);
  x.dispose();
  return x;
}

type Row = readonly [call: () => unknown, error: RegExp, type?: ErrorConstructor];

const x = () => tf.ones([2, 3]);

const ofX: readonly Row[] = [
  [() => ours.dropout(x().toInt(), 0.5), /^x: expected a float32 tensor, got int32 \(x.toFloat\(\)/],
  [() => ours.dropout(x().toBool(), 0.5), /^x: expected a float32 tensor, got bool/],
  [() => ours.dropout(tf.tensor(['a']), 0.5), /^x: expected a float32 tensor, got string$/],
  [() => ours.dropout(disposed(), 0.5), /^x: expected a tensor, got one that is disposed$/],
  [() => ours.dropout(bad(null), 0.5), /^x: expected .*, got null$/],
  [() => ours.dropout(bad(undefined), 0.5), /^x: expected .*, got undefined$/],
  [() => ours.dropout(bad('1'), 0.5), /^x: expected .*, got "1"$/],
  [() => ours.dropout(bad(['1', '2']), 0.5), /^x: expected /],
  [
    () =>
      ours.dropout(
        bad([
          [1, 2],
          [3, '4'],
        ]),
        0.5,
      ),
    /^x: expected /,
  ],
  [() => ours.dropout(bad({}), 0.5), /^x: expected .*, got Object$/],
  [
    () =>
      ours.dropout(
        bad(() => 1),
        0.5,
      ),
    /^x: expected .*, got a function$/,
  ],
  [() => ours.dropout(bad(1n), 0.5), /^x: expected .*, got 1n$/],
  [() => ours.dropout(bad([x(), x()]), 0.5), /^x: expected /],
  [
    () => ours.dropout([[1, 2], [3]], 0.5),
    /^x: expected a list of the shape \[2\] like the first, got a list of the shape \[1\]$/,
  ],
  [() => ours.dropout(bad([[1, 2], 3]), 0.5), /^x: .* \[2\] like the first, got a number$/],
  [() => ours.dropout(bad([1, [2]]), 0.5), /^x: .* a number like the first, got a list of /],
  [() => ours.dropout(bad([1, null]), 0.5), /^x: expected a tensor or numbers, got null$/],
  [() => ours.dropout(bad(new Array(2)), 0.5), /^x: expected a tensor or numbers, got undefined$/],
  [() => ours.dropout(bad(new Float64Array(2)), 0.5), /^x: .*got Float64Array$/],
];

const ofRate = [Number.NaN, -0.1, 1.1, Infinity].map(
  (rate): Row => [() => ours.dropout(x(), rate), /^rate: expected a number in/, RangeError],
);

const options: readonly Row[] = [
  [
    () => ours.dropout(x(), bad('0.5')),
    /^rate: expected a number in \[0, 1\], got "0.5" \(Number\(rate\) makes one\)$/,
  ],
  [() => ours.dropout(x(), bad(undefined)), /^rate: expected .*, got undefined$/],
  [() => ours.gaussianDropout(x(), 1), /^rate: .*\[0, 1\), got 1$/, RangeError],
  [() => ours.gaussianNoise(x(), -1), /^stddev: expected .*, got -1$/, RangeError],
  [() => ours.gaussianNoise(x(), bad('1')), /^stddev: expected .*, got "1"$/],
  [() => ours.dropout(x(), 0.5, [1, 1, 1]), /^noiseShape: expected 2 entries/, RangeError],
  [() => ours.dropout(x(), 0.5, bad({ scaling: 'eval' })), /^options: .*, got scaling/],
  [() => ours.dropout(x(), 0.5, bad({}), 5), /^seed: expected none after options, which have it, got 5$/],
  [() => ours.dropout(x(), 0.5, null, bad({})), /^seed: expected a Generator, got Object$/],
  [() => ours.dropout(x(), 0.5, [2, 2]), /^noiseShape\[1\]: expected .* or 3/, RangeError],
  [() => ours.dropout(x(), 0.5, bad([2, 'all'])), /^noiseShape\[1\]: expected .* or 3/],
  [() => ours.dropout(x(), 0.5, bad(2)), /^noiseShape: expected an array/],
  [() => ours.alphaDropout(x(), 0.5, { noiseShape: [1, 1, 1] }), /^noiseShape: /, RangeError],
  [() => ours.dropout(x(), 0.5, null, bad(true)), /^seed: expected a number, a bigint, a string or a Gen/],
  [() => ours.dropout(x(), 0.5, null, -1n), /^seed: expected .*, got -1n$/, RangeError],
  [() => ours.dropout(x(), 0.5, null, '18446744073709551616'), /^seed: expected /, RangeError],
  [() => ours.alphaDropout(x(), 0.5, { seed: bad([1]) }), /^seed: expected /],
  [() => ours.alphaDropout(x(), 0.5, { offset: -1 }), /^offset: expected .*, got -1$/, RangeError],
  [() => ours.alphaDropout([], 0.5, { offset: -1 }), /^offset: expected /, RangeError],
  [() => ours.alphaDropout(x(), 0.5, { offset: 0.5 }), /^offset: expected /, RangeError],
  [() => ours.alphaDropout(x(), 0.5, { offset: bad('1') }), /^offset: expected /],
  [() => ours.alphaDropout(x(), 0.5, { offset: 2 ** 48 - 5 }), /^offset: /, RangeError],
  [() => ours.alphaDropout(x(), 0.5, bad({ rate: 1 })), /^options: expected only offset, seed, noi/],
  [() => ours.alphaDropout(x(), 0.5, bad(42)), /^options: expected an object, got 42$/],
  [() => ours.alphaDropout(x(), 0.5, bad(null)), /^options: expected an object, got null$/],
  [() => ours.dropPath(x(), 0.5, { mode: bad('rows') }), /^mode: expected /, RangeError],
  [() => ours.dropPath(x(), 0.5, { scaleByKeep: bad(1) }), /^scaleByKeep: expected a boolean/],
  [() => ours.dropPath(x(), 0.5, bad({ scaling: 'eval' })), /^options: expected only .*, got scaling/],
  [
    () => ours.featureAlphaDropout(x(), 0.5, { dataFormat: bad('NHWC') }),
    /^dataFormat: expected 'channels_last' or .*"NHWC"$/,
    RangeError,
  ],
  [
    () => ours.dropBlock2d(x(), 0.5, bad({ channelsLast: true })),
    /^options: expected only .*, got channelsLast \(its name is dataFormat\)/,
  ],
  [() => ours.weightDrop(x(), 0.5, { variational: bad(1) }), /^variational: expected a boolean/],
  [() => ours.dropBlock2d(tf.ones([1, 3, 3, 1]), 0.5), /^blockSize: /, RangeError],
  [() => ours.dropBlock2d(tf.ones([1, 9, 9, 1]), 0.5, { blockSize: -1 }), /^blockSize: /, RangeError],
];

const ofRank: readonly Row[] = [
  [() => ours.spatialDropout1d(tf.ones([3]), 0.5), /^shape: expected \[N, L, C\] or \[L, C\], got 1/, RangeError],
  [() => ours.spatialDropout2d(x(), 0.5), /^shape: expected \[N, H, W, C\] or \[H, W, C\], got 2/, RangeError],
  [() => ours.spatialDropout3d(x(), 0.5), /^shape: expected \[N, D, H, W, C\] or \[D, H, W, C\]/, RangeError],
  [() => ours.featureAlphaDropout(tf.ones([3]), 0.5), /^shape: expected \[N, …, C\], got 1 axes$/, RangeError],
  [() => ours.dropBlock2d(x(), 0.5), /^shape: expected \[N, H, W, C\], got 2 axes$/, RangeError],
  [() => ours.dropBlock3d(x(), 0.5), /^shape: expected \[N, D, H, W, C\], got 2 axes$/, RangeError],
  [() => ours.lockedDropout(x(), 0.5), /^shape: expected \[B, T, C\], got 2 axes$/, RangeError],
  [() => ours.embeddingDropout(tf.ones([3]), 0.5), /^shape: expected \[V, D\], got 1 axes$/, RangeError],
  [() => ours.weightDrop(tf.ones([3]), 0.5, { variational: true }), /^shape: expected \[rows, columns\]/, RangeError],
];

const ofZoneout: readonly Row[] = [
  [() => ours.zoneout(x(), tf.ones([3, 2]), 0.5), /^previous: expected .*\[2,3\].*\[3,2\]$/, RangeError],
  [() => ours.zoneout(x(), x().toInt(), 0.5), /^previous: expected a float32 tensor, got int32/],
  [() => ours.zoneout(bad('a'), x(), 0.5), /^next: expected /],
  [() => ours.zoneout(x(), x(), 2), /^rate: expected /, RangeError],
  [() => ours.zoneout(x(), x(), 0.5, { offset: -1 }), /^offset: expected /, RangeError],
  [() => ours.zoneout(x(), x(), 0.5, { offset: 2 ** 48 }), /^offset: /, RangeError],
  [() => ours.zoneout(x(), x(), 0.5, bad({ out: 1 })), /^options: expected only offset, s/],
];

onBackends(() => {
  let before: Held;
  beforeEach(() => {
    tf.engine().startScope('what the test makes itself');
    manualSeed(3);
    before = held();
  });
  afterEach(() => tf.engine().endScope());

  function expectRefused(call: () => unknown, error: RegExp, type: ErrorConstructor = TypeError): void {
    const thrown = thrownBy(() => tf.tidy(() => call() as undefined));
    expect(thrown).toBeInstanceOf(type);
    expect((thrown as Error).message).toMatch(error);
    expect(defaultGenerator.state).toEqual({ seed: '3', draw: 0 });
    expect(held()).toEqual(before);
  }

  for (const [call, error, type] of [...ofX, ...ofRate, ...options, ...ofRank, ...ofZoneout]) {
    test(`${call}: ${error}`, () => expectRefused(call, error, type));
  }

  test.each(functions)('$name of an integer tensor', ({ call, shapes: [shape] }) => {
    expectRefused(() => call(tf.ones([...shape], 'int32'), 0.5), /^x: expected a float32 tensor, got int32/);
  });

  test.each(functions)('$name of rate Infinity', ({ call, shapes: [shape] }) => {
    expectRefused(() => call(tf.ones([...shape]), Infinity), /^(rate|stddev): expected .*, got Infinity$/, RangeError);
  });

  test('takes no draw of a generator that was given', () => {
    const generator = new Generator(5);
    for (const call of [
      () => ours.dropout(x().toInt(), 0.5, null, generator),
      () => ours.dropout(x(), 2, null, generator),
      () => ours.dropout(x(), 0.5, [1, 1, 1], generator),
      () => ours.alphaDropout(x(), 0.5, { offset: 2 ** 48 - 1, seed: generator }),
      () => ours.zoneout(x(), x(), 0.5, { offset: 2 ** 48 - 1, seed: generator }),
    ]) {
      expect(call).toThrow();
    }
    expect(generator.draw).toBe(0);
  });

  test('a generator without draws is refused', () => {
    const generator = new Generator(5);
    generator.draw = 2 ** 48;
    expectRefused(() => ours.dropout(x(), 0.5, null, generator), /^generator.draw: expected /, RangeError);
    expect(generator.draw).toBe(2 ** 48);
  });

  test('an error leaves no tensor, outside tidy(), too', () => {
    const tensors = [x(), x().toInt()];
    const before = held();
    for (const call of [
      () => ours.dropout(tensors[1], 0.5),
      () => ours.dropout(tensors[0], 0.5, [1, 1, 1, 1, 1]),
      () => ours.dropout([[1, 2]], 0.5, [1, 1, 1]),
      () => ours.alphaDropout(tensors[0], 0.5, { offset: 2 ** 48 - 1 }),
      () => ours.alphaDropout([1, 2], 0.5, { offset: 2 ** 48 - 1 }),
      () => ours.gaussianNoise([1, 2], 0.5, { offset: 2 ** 48 - 1 }),
      () => ours.zoneout([1, 2], [1, 2], 0.5, { offset: 2 ** 48 - 1 }),
      () => ours.zoneout([1, 2], [1], 0.5),
    ]) {
      expect(call).toThrow();
      expect(held()).toEqual(before);
    }
  });
});

describe('missing arguments', () => {
  test('undefined options, and undefined in them', () => {
    const x = [1, 2, 3];
    for (const options of [undefined, {}, { seed: undefined, offset: undefined, noiseShape: undefined }]) {
      expect(ours.alphaDropout(x, 0.5, options).shape).toEqual([3]);
    }
  });
});
