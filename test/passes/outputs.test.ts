/** A pass of monteCarlo() may return any numbers, one array or several; what changes between passes is refused. */

import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { dropout, Generator, type MonteCarloOptions, monteCarlo, type Predictive } from '../../src/index.js';

const droppingBefore =
  (outputs: () => unknown, generator = new Generator(5)) =>
  (): number[] => {
    dropout(new Float32Array(1), 0.5, { generator });
    return outputs() as number[];
  };

function passesOf(outputs: () => unknown, options?: MonteCarloOptions): unknown {
  return monteCarlo(2, droppingBefore(outputs), options);
}

const meanOf = (outputs: () => unknown, options?: MonteCarloOptions): Float64Array =>
  (passesOf(outputs, options) as Predictive).mean;

const otherRealm = (source: string): unknown => runInNewContext(source);

describe('one output', () => {
  const typed = [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
  ];
  test.each(typed)('%o', (Numbers) => {
    expect(meanOf(() => Numbers.of(1, 2, 3))).toEqual(Float64Array.of(1, 2, 3));
  });

  test.each<[string, unknown]>([
    ['a list', [1, 2, 3]],
    ['an array-like object', { length: 3, 0: 1, 1: 2, 2: 3 }],
    [
      'an object of a class',
      new (class {
        length = 3;
        0 = 1;
        1 = 2;
        2 = 3;
      })(),
    ],
    ['a typed array of another realm', otherRealm('Float32Array.of(1, 2, 3)')],
    ['a list of another realm', otherRealm('[1, 2, 3]')],
  ])('%s', (_, output) => expect(meanOf(() => output)).toEqual(Float64Array.of(1, 2, 3)));

  test('16-bit floats', () => {
    expect(meanOf(() => Uint16Array.of(0x3c00, 0xc000), { dtype: 'float16' })).toEqual(Float64Array.of(1, -2));
    expect(meanOf(() => Uint16Array.of(0x3f80, 0xc000), { dtype: 'bfloat16' })).toEqual(Float64Array.of(1, -2));
    expect(() => meanOf(() => Uint16Array.of(1))).toThrow(
      /^dtype: expected 'float16' or 'bfloat16' for a Uint16Array, /,
    );
    expect(meanOf(() => Float32Array.of(1, 2), { dtype: 'float16' })).toEqual(Float64Array.of(1, 2));
  });

  test('no elements', () => {
    expect(meanOf(() => [])).toEqual(new Float64Array(0));
    expect(meanOf(() => new Float32Array(0))).toEqual(new Float64Array(0));
  });

  test('the same array in each pass, which each overwrites', () => {
    const y = [0];
    const run = () => {
      y[0] += 1;
      return y;
    };
    expect(meanOf(run)).toEqual(Float64Array.of(1.5));
  });

  test('of a typed array no method or getter runs', () => {
    class Lies extends Float32Array {
      override *[Symbol.iterator](): ReturnType<Float32Array[typeof Symbol.iterator]> {
        yield 5;
      }
      override get length(): number {
        return 2;
      }
    }
    expect(meanOf(() => new Lies([1, 2, 3]))).toEqual(Float64Array.of(1, 2, 3));
  });
});

describe('several outputs give results of their structure', () => {
  test('a list', () => {
    const [one, two] = passesOf(() => [Float32Array.of(1, 2), [3]]) as [Predictive, Predictive];
    expect([one.mean, two.mean, two.std]).toEqual([Float64Array.of(1, 2), Float64Array.of(3), Float64Array.of(0)]);
  });

  test('an object, in any order of its fields', () => {
    let pass = 0;
    const run = () => (pass++ % 2 === 0 ? { label: [1, 0], box: [3] } : { box: [5], label: [1, 0] });
    const options = { samples: true, classes: { label: 2 } };
    const results = passesOf(run, options) as Record<string, Record<string, unknown>>;
    expect(Object.keys(results)).toEqual(['box', 'label']);
    expect(results.box).toEqual({
      mean: Float64Array.of(4),
      std: Float64Array.of(Math.sqrt(2)),
      samples: [Float64Array.of(3), Float64Array.of(5)],
    });
    expect(results.label.votes).toEqual(Uint32Array.of(2, 0));
  });

  test('classes of a list', () => {
    const results = passesOf(() => [[1], [0, 1]], { classes: [undefined, 2] }) as object[];
    expect(results.map((result) => 'votes' in result)).toEqual([false, true]);
    const all = passesOf(
      () => [
        [1, 0],
        [0, 1],
      ],
      { classes: 2 },
    ) as object[];
    expect(all.map((result) => 'votes' in result)).toEqual([true, true]);
  });

  test.each([
    [{ classes: { label: 2 } }, /^classes: expected the structure of run\[0\], run\[1\], got an object$/],
    [{ classes: [2] }, /^classes: expected the structure of run\[0\], run\[1\], got a list of 1$/],
  ])('%o is refused for a list of two', (options, message) => {
    expect(() =>
      passesOf(
        () => [
          [1, 0],
          [0, 1],
        ],
        options,
      ),
    ).toThrow(message);
  });

  test('classes of an output that does not exist are refused', () => {
    const wrong = () => passesOf(() => ({ label: [1, 0] }), { classes: { lable: 2 } });
    expect(wrong).toThrow(/^classes: expected the structure of run\.label, got lable$/);
    expect(wrong).toThrow(TypeError);
  });
});

/** Returns the outputs one after the other. */
const changing = (...outputs: unknown[]) => {
  let pass = 0;
  return () => outputs[pass++];
};

describe('is refused, and leaves nothing behind:', () => {
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const never: readonly (readonly [string, () => unknown, ErrorConstructor, RegExp])[] = [
    ['nothing', () => undefined, TypeError, /^run: expected an array of numbers, or .*, got undefined$/],
    ['a number', () => 1, TypeError, /^run: expected .*, got 1$/],
    ['a text', () => 'abc', TypeError, /^run: expected .*, got "abc"$/],
    ['a function', () => () => 1, TypeError, /^run: expected .*, got a function$/],
    [
      'a tensor',
      () =>
        new (class Tensor {
          dataSync() {}
        })(),
      TypeError,
      /tensor\.dataSync\(\) gives its values; native-/,
    ],
    ['texts', () => ['1'], TypeError, /^run\[0\]: expected a number, got "1"$/],
    ['holes', () => new Array(1), TypeError, /^run\[0\]: expected a number, got undefined$/],
    ['a number and a list', () => [1, [2]], TypeError, /^run\[1\]: expected a number, got Array$/],
    ['a list and a number', () => [[2], 1], TypeError, /^run\[1\]: expected an array of numbers, got 1$/],
    ['null in a list', () => [null], TypeError, /^run\[0\]: expected an array of numbers, got null$/],
    ['lists in lists', () => [[[1]]], TypeError, /^run\[0\]: expected an array of numbers, got Array/],
    [
      'a promise in a list',
      () => [Promise.resolve([1])],
      TypeError,
      /^run\[0\]: expected an array of numbers, got Promise$/,
    ],
    ['a field that is none', () => ({ a: [1], b: 'x' }), TypeError, /^run\.b: expected an array of numbers, got "x"$/],
    ['bigints', () => BigInt64Array.of(1n), TypeError, /^run: expected numbers, got BigInt64Array$/],
    ['a DataView', () => new DataView(new ArrayBuffer(8)), TypeError, /^run: expected/],
    ['a revoked Proxy', () => revoked.proxy, TypeError, /^run: expected/],
    ['a wrong length', () => ({ length: -1 }), RangeError, /^run\.length: /],
    ['another length', changing([1, 2], [1]), RangeError, /^run: expected 2 elements in every pass, got 1$/],
    ['another length of one of two', changing([[1], [1]], [[1], [1, 2]]), RangeError, /^run\[1\]: expected 1 elements/],
    [
      'a list, then one',
      changing([[1]], [1]),
      TypeError,
      /^run: expected list of run\[0\] in every pass, got one output$/,
    ],
    [
      'one more',
      changing([[1]], [[1], [2]]),
      TypeError,
      /^run: expected list of run\[0\] in every pass, got list of run\[0\], /,
    ],
    [
      'another field',
      changing({ a: [1] }, { b: [1] }),
      TypeError,
      /^run: expected object of run\.a in every pass, got object of run\.b$/,
    ],
    ['a promise in a later pass', changing([1], Promise.resolve([1])), TypeError, /^run: expected .*, got Promise$/],
  ];

  test.each(never)('%s', (_, outputs, error, message) => {
    const generator = new Generator(5);
    let thrown: unknown;
    try {
      monteCarlo(2, droppingBefore(outputs, generator));
    } catch (caught) {
      thrown = caught;
    }
    expect((thrown as Error).constructor).toBe(error);
    expect((thrown as Error).message).toMatch(message);
    expect(generator.draw).toBe(0);
  });
});
