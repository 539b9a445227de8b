/** Options are an object's own properties, each read once; unknown names are refused by name. */

import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { Dropout, dropout, Generator, Mask, manualSeed } from '../../src/index.js';

const x = (): Float32Array => Float32Array.of(1, 2, 3, 4);
const mask = new Mask({ seed: 1, draw: 0, p: 0.5 });

type Options = object | undefined;

interface Taker {
  name: string;
  /** All its options, with values that change no result; `out` only says where it is written. */
  options: Record<string, unknown>;
  call: (options?: Options) => unknown;
}

const never = (options: Options): never => options as never;

function backward(options?: Options): unknown {
  const layer = new Dropout(0.5, { generator: new Generator(3) });
  layer.forward(x());
  return layer.backward(x(), never(options));
}

const takers: Taker[] = [
  {
    name: 'dropout',
    options: {
      training: true,
      generator: new Generator(3),
      out: x(),
      inplace: false,
      offset: 0,
      engine: 'js',
      dtype: 'float32',
      shape: [2, 2],
      noiseShape: [null, 2],
      scaling: 'train',
    },
    call: (options) => dropout(x(), 0.5, never(options)),
  },
  {
    name: 'new Dropout',
    options: { inplace: false, generator: new Generator(3), reuseOutput: false, noiseShape: [2], scaling: 'train' },
    call: layer,
  },
  {
    name: 'forward',
    options: { out: x(), offset: 0, training: undefined, mask, dtype: 'float32', shape: [4] },
    call: (options) => new Dropout(0.5, { generator: new Generator(3) }).forward(x(), never(options)),
  },
  { name: 'backward', options: { out: x(), mask, dtype: 'float32', shape: [4] }, call: backward },
  {
    name: 'apply',
    options: { out: x(), inplace: false, offset: 0, engine: 'js', dtype: 'float32', shape: [4], noiseShape: [null] },
    call: (options) => mask.apply(x(), never(options)),
  },
  ...(['toBits', 'toUint8Array', 'count'] as const).map((name) => ({
    name,
    options: { offset: 0, engine: 'js' },
    call: (options?: Options) => mask[name](5, options),
  })),
];

function layer(options?: Options): unknown {
  const { p, inplace, training } = new Dropout(0.5, never(options));
  return { p, inplace, training };
}

const all = [...new Set(takers.flatMap(({ options }) => Object.keys(options)))];
const others = ['seed', 'rate', 'p', 'train', 'inPlace', 'noiseShape', 'shape', 'Out', '', 'constructor'];

describe.each(takers)('$name()', ({ name, options, call }) => {
  const had = Object.keys(options);

  test.each([...others, ...all].filter((option) => !had.includes(option)))('refuses %j', (option) => {
    const error = (() => {
      try {
        return call({ [option]: undefined });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(TypeError);
    const { message } = error as TypeError;
    expect(message.startsWith(`options: expected only `)).toBe(true);
    expect(message).toContain(` for ${name}(), got `);
    for (const one of had) expect(message).toContain(one);
    expect(message).toMatch(new RegExp(`, got ${option}( \\(.+\\))?$`));
    if (!['dtype', 'Out', '', 'constructor', 'inplace'].includes(option)) expect(message).toMatch(/ \(.+\)$/);
  });

  test.each([
    ['null', null],
    ['an array', [1, 1]],
    ['an array of floats', x()],
    ['false', false],
    ['a number', 3],
    ['text', 'training'],
    ['a function', () => {}],
  ])('takes no options that are %s', (_, bad) => {
    expect(() => call(bad as object)).toThrow(/^options: expected an object, got /);
  });

  test('undefined means the default', () => {
    manualSeed(3);
    const expected = call();
    manualSeed(3);
    expect(call(Object.fromEntries(had.map((option) => [option, undefined])))).toEqual(expected);
  });

  test('reads each option once, and those of a null prototype', () => {
    const reads: string[] = [];
    const counted = Object.create(null);
    for (const [option, value] of Object.entries(options)) {
      const get = (): unknown => {
        reads.push(option);
        return value;
      };
      Object.defineProperty(counted, option, { get, enumerable: true });
    }
    call(counted);
    expect(reads).toEqual(had);
  });

  test('objects of classes, whose options could go unseen, are refused', () => {
    class Config {
      get training(): boolean {
        return false;
      }
    }
    class Fields {
      offset = 3;
    }
    const hidden = Object.defineProperty({}, 'training', { get: () => false });
    for (const made of [new Config(), new Fields(), new Map(Object.entries(options)), Object.create(hidden)]) {
      expect(() => call(made)).toThrow(
        /^options: expected a plain object, got (Config|Fields|Map|Object) \(copy its fields into one\)$/,
      );
    }
    expect(() => call(Object.create(options))).toThrow(/^options: expected a plain object, got Object \(/);
  });

  test('objects of another realm are plain', () => {
    manualSeed(3);
    const expected = call();
    manualSeed(3);
    expect(call(runInNewContext('({})'))).toEqual(expected);
    expect(() => call(runInNewContext('({ seed: 1 })'))).toThrow(/^options: expected only /);
    expect(() => call(runInNewContext('new (class A {})'))).toThrow(/^options: expected a plain object, got A/);
  });

  test('options that are not enumerable are ignored, as { ...options } does', () => {
    manualSeed(3);
    const expected = call();
    manualSeed(3);
    expect(call(Object.defineProperty({}, had[0], { value: 'bad' }))).toEqual(expected);
  });
});

test.each([3, 1])('batch.map(dropout) is refused: %d arrays', (length) => {
  const batch = Array.from({ length }, x);
  expect(() => batch.map(never(dropout as object))).toThrow(/^options: expected an object, got Array$/);
});

test('a Proxy with traps serves as options, a revoked one does not', () => {
  expect(dropout(x(), 0.5, new Proxy({ training: false }, {}))).toEqual(x());
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(() => dropout(x(), 0.5, proxy)).toThrow(/^options: expected an object, got an object$/);
  const generator = proxy as Generator;
  expect(() => dropout(x(), 0.5, { generator })).toThrow(/^generator: expected a Generator, got an object/);
  expect(() => new Mask(proxy as never)).toThrow(
    /^parameters: expected an object with seed, draw, p, offset, got an obj/,
  );
});
