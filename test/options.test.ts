/** Options are an object's own properties, each read once; a name that a function does not have is refused by name. */

import { afterEach, describe, expect, test } from 'vitest';
import { Dropout, dropout, Generator, Mask, manualSeed } from '../src/index.js';

const x = (): Float32Array => Float32Array.of(1, 2, 3, 4);
const mask = new Mask({ seed: 1, draw: 0, p: 0.5 });

type Options = object | undefined;

interface Taker {
  name: string;
  /** What it has, and values that change nothing but `out`. */
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
    options: { out: x(), offset: 0, training: true, dtype: 'float32', shape: [4] },
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

  test.each([...others, ...all].filter((option) => !had.includes(option)))('has no %j', (option) => {
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

  test('undefined counts as left out', () => {
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

  test('inherited options are refused, not passed over', () => {
    const message = /^options: expected properties of its own, got .* of its prototype$/;
    expect(() => call(Object.create(options))).toThrow(message);
  });
});

describe('a polluted Object.prototype', () => {
  const common = { training: false, generator: 1, out: 1, inplace: true, offset: 7, engine: 'gpu', mask: 1, dtype: 1 };
  const values = { ...common, shape: 1, noiseShape: 1, scaling: 1, reuseOutput: 1, foo: 1 };

  function clean(): void {
    for (const name of [...Object.keys(values), ...stateNames]) delete Object.prototype[name as keyof object];
  }

  const stateNames = ['seed', 'draw', 'p', 'length'];
  afterEach(clean);

  test.each([true, false])('changes no call (enumerable: %s)', (enumerable) => {
    const own = { dropout: { generator: new Generator(3), scaling: 'train' } } as Record<string, object>;
    const before = takers.map(({ name, call }) => call(own[name]));
    own.dropout = { generator: new Generator(3), scaling: 'train' };
    const parameters = { seed: 1, draw: 0, p: 0.5 };
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(Object.prototype, name, { value, enumerable, configurable: true, writable: true });
    }
    const after = takers.map(({ name, call }) => call(own[name]));
    const sliced = new Mask(parameters).offset;
    clean();
    expect(after).toEqual(before);
    expect(sliced).toBe(0);
  });

  test('adds no field to a state', () => {
    Object.assign(Object.prototype, { draw: 5 });
    const state = (): unknown => new Generator({ seed: '1' } as never);
    expect(state).toThrow(/^state.draw: expected an integer in \[0, 2\^48\], got undefined$/);
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
