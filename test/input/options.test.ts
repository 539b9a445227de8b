/** Options are an object's own properties, each read once; unknown names are refused by name. */

import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import {
  alphaDropout,
  BiasDropout,
  Dropout,
  dropBlock2d,
  dropout,
  dropPath,
  Generator,
  gaussianDropout,
  layerState,
  Mask,
  manualSeed,
  monteCarlo,
  patchDropout,
  zoneout,
} from '../../src/index.js';

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

/** Names of fields that records inside have, or had, or that anybody might pollute Object.prototype with. */
const names = [
  ...['training', 'generator', 'out', 'inplace', 'offset', 'engine', 'mask', 'dtype', 'shape', 'settings', 'seed', 'p'],
  ...['noiseShape', 'scaling', 'reuseOutput', 'foo', 'draw', 'length', 'low', 'high', 'mean', 'std'],
  ...[
    'array',
    'rate',
    'noise',
    'check',
    'evaluate',
    'gradientLength',
    'keptLength',
    'training',
    'evaluation',
    'evaluateBackward',
    'parameter',
    'second',
    'words',
    'index',
  ],
  ...['layout', 'layOut', 'elements', 'shared', 'inner', 'bias', 'sums', 'tile', 'block', 'columns', 'other', 'x', 'y'],
  ...[
    'given',
    'result',
    'kind',
    'stored',
    'round',
    'name',
    'has',
    'more',
    'instead',
    'form',
    'usual',
    'forward',
    'first',
  ],
  ...[
    'backward',
    'gradients',
    'read',
    'make',
    'limit',
    'base',
    'digits',
    'tail',
    'key',
    'kept',
    'draws',
    'value',
    'get',
  ],
  ...['scale', 'shift', 'most', 'stream', 'operation', 'rule', 'threshold', 'call', 'made', 'dbias', 'prefixTokens'],
  ...['ordered', 'blockSize', 'channelsLast', 'mode', 'batchFirst', 'variational', 'dataFormat', 'constructor'],
];

/** Calls of every kind, which must give what they give in a clean process. */
function program(): unknown {
  const generator = new Generator(3);
  const layer = new BiasDropout(0.5, { generator });
  const shape = [2, 2];
  const all = [
    dropout(x(), 0.5, { generator, scaling: 'train' }),
    dropout(x(), 0.5, { generator, training: false }),
    dropPath(x(), 0.5, { generator, shape }),
    dropout(x(), 0.5, { generator, shape, noiseShape: [null, 1] }),
    gaussianDropout(x(), 0.5, { generator }),
    zoneout(x(), new Float32Array(4), 0.5, { generator }),
    patchDropout(x(), 0.5, { generator, shape: [1, 4, 1], prefixTokens: 0 }).y,
    dropBlock2d(x(), 0.3, { generator, shape: [1, 1, 2, 2], blockSize: 1 }),
    alphaDropout(x(), 0.5, { generator }),
    layer.forward(x(), Float32Array.of(1, 2)),
    ...Object.values(layer.backward(x())),
    generator.uniform(9),
    generator.normal(9),
    generator.permutation(5),
    new Mask({ seed: 1, draw: 0, p: 0.5 }).toUint8Array(9),
    Mask.fromBytes([true, false], { p: 0.5 }).apply(x().subarray(2)),
    monteCarlo(2, () => dropout(x(), 0.5, { generator })).mean,
  ];
  return JSON.stringify([all.map((array) => Array.from(array as Float32Array)), layerState({ layer })]);
}

describe('a polluted Object.prototype', () => {
  const polluted = (name: string, value: unknown, enumerable: boolean, run: () => unknown): unknown => {
    const before = Object.getOwnPropertyDescriptor(Object.prototype, name);
    Object.defineProperty(Object.prototype, name, { value, enumerable, configurable: true, writable: true });
    try {
      return run();
    } catch (error) {
      return error;
    } finally {
      delete Object.prototype[name as keyof object];
      if (before !== undefined) Object.defineProperty(Object.prototype, name, before);
    }
  };

  test.each(names)('%s changes no call', (name) => {
    const expected = program();
    for (const value of ['text', 3, new Float32Array(9), () => 0, {}]) {
      for (const enumerable of [true, false]) {
        expect(polluted(name, value, enumerable, program), `${name} = ${value}`).toBe(expected);
      }
    }
  });

  test('adds no field to a state', () => {
    const error = polluted('draw', 5, true, () => new Generator({ seed: '1' } as never));
    expect(error).toMatchObject({ message: 'state.draw: expected an integer in [0, 2^48], got undefined' });
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
