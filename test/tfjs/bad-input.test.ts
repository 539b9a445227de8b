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

type Row = readonly [what: string, call: () => unknown, error: RegExp, type?: ErrorConstructor];

const x = () => tf.ones([2, 3]);

const ofX: readonly Row[] = [
  ['an int32 tensor', () => ours.dropout(x().toInt(), 0.5), /^x: expected a float32 tensor, got int32 \(x.toFloat\(\)/],
  ['a bool tensor', () => ours.dropout(x().toBool(), 0.5), /^x: expected a float32 tensor, got bool/],
  ['a tensor of texts', () => ours.dropout(tf.tensor(['a']), 0.5), /^x: expected a float32 tensor, got string$/],
  ['a disposed tensor', () => ours.dropout(disposed(), 0.5), /^x: expected a tensor, got one that is disposed$/],
  ['null', () => ours.dropout(bad(null), 0.5), /^x: expected .*, got null$/],
  ['undefined', () => ours.dropout(bad(undefined), 0.5), /^x: expected .*, got undefined$/],
  ['a text', () => ours.dropout(bad('1'), 0.5), /^x: expected .*, got "1"$/],
  ['texts', () => ours.dropout(bad(['1', '2']), 0.5), /^x: expected /],
  [
    'nested texts',
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
  ['an object', () => ours.dropout(bad({}), 0.5), /^x: expected .*, got Object$/],
  [
    'a function',
    () =>
      ours.dropout(
        bad(() => 1),
        0.5,
      ),
    /^x: expected .*, got a function$/,
  ],
  ['a bigint', () => ours.dropout(bad(1n), 0.5), /^x: expected .*, got 1n$/],
  ['a list of tensors', () => ours.dropout(bad([x(), x()]), 0.5), /^x: expected /],
  [
    'rows of several lengths',
    () => ours.dropout([[1, 2], [3]], 0.5),
    /^x: expected a list of the shape \[2\] like the first, got a list of the shape \[1\]$/,
  ],
  ['numbers beside rows', () => ours.dropout(bad([[1, 2], 3]), 0.5), /^x: .* \[2\] like the first, got a number$/],
  ['rows beside numbers', () => ours.dropout(bad([1, [2]]), 0.5), /^x: .* a number like the first, got a list of /],
  ['null beside numbers', () => ours.dropout(bad([1, null]), 0.5), /^x: expected a tensor or numbers, got null$/],
  ['holes', () => ours.dropout(bad(new Array(2)), 0.5), /^x: expected a tensor or numbers, got undefined$/],
  ['a Float64Array, as TensorFlow.js', () => ours.dropout(bad(new Float64Array(2)), 0.5), /^x: .*got Float64Array$/],
];

const ofRate: readonly Row[] = [
  ['NaN', Number.NaN],
  ['-0.1', -0.1],
  ['1.1', 1.1],
  ['Infinity', Infinity],
].map(
  ([what, rate]): Row => [
    `rate ${what}`,
    () => ours.dropout(x(), bad(rate)),
    /^rate: expected a number in/,
    RangeError,
  ],
);

const options: readonly Row[] = [
  ['rate as text', () => ours.dropout(x(), bad('0.5')), /^rate: expected a number in \[0, 1\], got "0.5"$/],
  ['no rate', () => ours.dropout(x(), bad(undefined)), /^rate: expected .*, got undefined$/],
  ['rate 1 of Gaussian dropout', () => ours.gaussianDropout(x(), 1), /^rate: .*\[0, 1\), got 1$/, RangeError],
  ['stddev -1', () => ours.gaussianNoise(x(), -1), /^stddev: expected .*, got -1$/, RangeError],
  ['stddev as text', () => ours.gaussianNoise(x(), bad('1')), /^stddev: expected .*, got "1"$/],
  [
    'a noise shape of more axes',
    () => ours.dropout(x(), 0.5, [1, 1, 1]),
    /^noiseShape: expected 2 entries/,
    RangeError,
  ],
  ['an option that it has not', () => ours.dropout(x(), 0.5, bad({ scaling: 'eval' })), /^options: .*, got scaling/],
  [
    'a seed after options',
    () => ours.dropout(x(), 0.5, bad({}), 5),
    /^seed: expected none after options, which have it, got 5$/,
  ],
  ['an object as a seed', () => ours.dropout(x(), 0.5, null, bad({})), /^seed: expected a Generator, got Object$/],
  ['offset -1', () => ours.dropout(x(), 0.5, { offset: -1 }), /^offset: expected /, RangeError],
  ['no axis', () => ours.dropout(x(), 0.5, [2, 2]), /^noiseShape\[1\]: expected .* or 3/, RangeError],
  ['a wrong entry', () => ours.dropout(x(), 0.5, bad([2, 'all'])), /^noiseShape\[1\]: expected .* or 3/],
  ['a noise shape that is none', () => ours.dropout(x(), 0.5, bad(2)), /^noiseShape: expected an array/],
  [
    'a noise shape of alpha dropout',
    () => ours.alphaDropout(x(), 0.5, { noiseShape: [1, 1, 1] }),
    /^noiseShape: /,
    RangeError,
  ],
  ['seed true', () => ours.dropout(x(), 0.5, null, bad(true)), /^seed: expected a number, a bigint, a string or a Gen/],
  ['seed {}', () => ours.dropout(x(), 0.5, null, bad({})), /^seed: expected a Generator, got Object/],
  ['seed -1n', () => ours.dropout(x(), 0.5, null, -1n), /^seed: expected .*, got -1n$/, RangeError],
  ['seed 2^64', () => ours.dropout(x(), 0.5, null, '18446744073709551616'), /^seed: expected /, RangeError],
  ['seed [1]', () => ours.alphaDropout(x(), 0.5, { seed: bad([1]) }), /^seed: expected /],
  ['offset -1', () => ours.alphaDropout(x(), 0.5, { offset: -1 }), /^offset: expected .*, got -1$/, RangeError],
  ['offset -1 of nothing', () => ours.alphaDropout([], 0.5, { offset: -1 }), /^offset: expected /, RangeError],
  ['offset 0.5', () => ours.alphaDropout(x(), 0.5, { offset: 0.5 }), /^offset: expected /, RangeError],
  ['offset as text', () => ours.alphaDropout(x(), 0.5, { offset: bad('1') }), /^offset: expected /],
  ['an offset behind the mask', () => ours.alphaDropout(x(), 0.5, { offset: 2 ** 48 - 5 }), /^offset: /, RangeError],
  [
    'an unknown option',
    () => ours.alphaDropout(x(), 0.5, bad({ rate: 1 })),
    /^options: expected only offset, seed, noi/,
  ],
  ['options that are a number', () => ours.alphaDropout(x(), 0.5, bad(42)), /^options: expected an object, got 42$/],
  ['options that are null', () => ours.alphaDropout(x(), 0.5, bad(null)), /^options: expected an object, got null$/],
  ['a mode that is none', () => ours.dropPath(x(), 0.5, { mode: bad('rows') }), /^mode: expected /, RangeError],
  ['scaleByKeep 1', () => ours.dropPath(x(), 0.5, { scaleByKeep: bad(1) }), /^scaleByKeep: expected a boolean/],
  ['scaling', () => ours.dropPath(x(), 0.5, bad({ scaling: 'eval' })), /^options: expected only .*, got scaling/],
  [
    'a data format that is none',
    () => ours.featureAlphaDropout(x(), 0.5, { dataFormat: bad('NHWC') }),
    /^dataFormat: expected 'channels_last' or .*"NHWC"$/,
    RangeError,
  ],
  [
    'channelsLast',
    () => ours.dropBlock2d(x(), 0.5, bad({ channelsLast: true })),
    /^options: expected only .*, got channelsLast \(its name is dataFormat\)/,
  ],
  ['variational 1', () => ours.weightDrop(x(), 0.5, { variational: bad(1) }), /^variational: expected a boolean/],
  ['blocks that do not fit', () => ours.dropBlock2d(tf.ones([1, 3, 3, 1]), 0.5), /^blockSize: /, RangeError],
  ['a block of -1', () => ours.dropBlock2d(tf.ones([1, 9, 9, 1]), 0.5, { blockSize: -1 }), /^blockSize: /, RangeError],
];

const ofRank: readonly Row[] = [
  [
    'spatialDropout1d',
    () => ours.spatialDropout1d(tf.ones([3]), 0.5),
    /^shape: expected \[N, L, C\] or \[L, C\], got 1/,
  ],
  ['spatialDropout2d', () => ours.spatialDropout2d(x(), 0.5), /^shape: expected \[N, H, W, C\] or \[H, W, C\], got 2/],
  ['spatialDropout3d', () => ours.spatialDropout3d(x(), 0.5), /^shape: expected \[N, D, H, W, C\] or \[D, H, W, C\]/],
  [
    'featureAlphaDropout',
    () => ours.featureAlphaDropout(tf.ones([3]), 0.5),
    /^shape: expected \[N, …, C\], got 1 axes$/,
  ],
  ['dropBlock2d', () => ours.dropBlock2d(x(), 0.5), /^shape: expected \[N, H, W, C\], got 2 axes$/],
  ['dropBlock3d', () => ours.dropBlock3d(x(), 0.5), /^shape: expected \[N, D, H, W, C\], got 2 axes$/],
  ['lockedDropout', () => ours.lockedDropout(x(), 0.5), /^shape: expected \[B, T, C\], got 2 axes$/],
  ['embeddingDropout', () => ours.embeddingDropout(tf.ones([3]), 0.5), /^shape: expected \[V, D\], got 1 axes$/],
  ['weightDrop', () => ours.weightDrop(tf.ones([3]), 0.5, { variational: true }), /^shape: expected \[rows, columns\]/],
].map(([what, call, error]): Row => [`${what}, rank`, call as Row[1], error as RegExp, RangeError]);

const ofZoneout: readonly Row[] = [
  [
    'zoneout of two shapes',
    () => ours.zoneout(x(), tf.ones([3, 2]), 0.5),
    /^previous: expected .*\[2,3\].*\[3,2\]$/,
    RangeError,
  ],
  ['zoneout of int32', () => ours.zoneout(x(), x().toInt(), 0.5), /^previous: expected a float32 tensor, got int32/],
  ['zoneout of text', () => ours.zoneout(bad('a'), x(), 0.5), /^next: expected /],
  ['zoneout, rate 2', () => ours.zoneout(x(), x(), 2), /^rate: expected /, RangeError],
  ['zoneout, offset -1', () => ours.zoneout(x(), x(), 0.5, { offset: -1 }), /^offset: expected /, RangeError],
  [
    'zoneout, an offset behind the mask',
    () => ours.zoneout(x(), x(), 0.5, { offset: 2 ** 48 }),
    /^offset: /,
    RangeError,
  ],
  [
    'zoneout, an unknown option',
    () => ours.zoneout(x(), x(), 0.5, bad({ out: 1 })),
    /^options: expected only offset, s/,
  ],
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

  for (const [what, call, error, type] of [...ofX, ...ofRate, ...options, ...ofRank, ...ofZoneout]) {
    test(what, () => expectRefused(call, error, type));
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
