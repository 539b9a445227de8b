/** A generator is a seed and a counter, which users can see, save, send and set. */

import { deepStrictEqual, notDeepStrictEqual } from 'node:assert/strict';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Dropout, dropout, Generator, type GeneratorState, Mask, manualSeed } from '../../src/index.js';
import { root } from '../support/child.js';

const ones = (n = 100): Float32Array => new Float32Array(n).fill(1);

const takers: [string, (generator: Generator, p: number) => unknown][] = [
  ['dropout()', (generator, p) => dropout(ones(), p, { generator })],
  ['a layer', (generator, p) => new Dropout(p, { generator }).forward(ones())],
  ['mask()', (generator, p) => generator.mask(p)],
];

describe.each(takers)('draws of %s', (_, take) => {
  test.each([0, 2 ** -50, 0.5, 1])('p = %d takes a draw', (p) => {
    const generator = new Generator(1);
    take(generator, p);
    expect(generator.draw).toBe(1);
  });

  test('end at 2^48 - 1', () => {
    const generator = new Generator({ seed: '1', draw: 2 ** 48 - 1 });
    const result = take(generator, 0.5);
    const last = new Mask({ seed: 1, draw: 2 ** 48 - 1, p: 0.5 });
    expect(result).toEqual(result instanceof Mask ? last : last.apply(ones()));
    expect(generator.draw).toBe(2 ** 48);
    expect(() => take(generator, 0.5)).toThrow(/^generator.draw: expected an integer in \[0, 2\^48 - 1\], got 2\^48$/);
    expect(generator.draw).toBe(2 ** 48);
  });
});

test('evaluation takes no draw', () => {
  const generator = new Generator(1);
  dropout(ones(), 0.5, { generator, training: false });
  new Dropout(0.5, { generator }).eval().forward(ones());
  expect(generator.draw).toBe(0);
});

test('manualSeed seeds the default generator, sets it back and returns it', () => {
  const generator = manualSeed(4);
  const first = dropout(ones());
  expect(generator.draw).toBe(1);
  expect(manualSeed(4n)).toBe(generator);
  expect(dropout(ones())).toEqual(first);
  expect(generator.seed).toBe(4n);
});

describe('an unseeded generator', () => {
  afterEach(() => vi.restoreAllMocks());

  test('draws its seed once, when it is first read', () => {
    const random = vi.spyOn(globalThis.crypto, 'getRandomValues');
    const generator = new Generator();
    generator.draw = 3;
    new Dropout(0.5, { generator }).eval().forward(ones());
    dropout(ones(), 0.5, { generator, training: false });
    expect(random).not.toHaveBeenCalled();
    const { seed } = generator;
    expect([generator.seed, generator.state.seed]).toEqual([seed, String(seed)]);
    expect(random).toHaveBeenCalledTimes(1);
  });

  test('has a different seed than others', () => {
    expect(new Generator().seed).not.toBe(new Generator().seed);
    notDeepStrictEqual(new Generator(), new Generator());
  });

  test('draws no seed if it is seeded first', () => {
    const random = vi.spyOn(globalThis.crypto, 'getRandomValues');
    const generator = new Generator();
    generator.state = { seed: '5', draw: 0 };
    expect(generator.mask(0.5)).toEqual(new Generator(5).mask(0.5));
    expect(random).not.toHaveBeenCalled();
  });
});

describe('state', () => {
  const used = (): Generator => {
    const generator = new Generator(2n ** 64n - 1n);
    generator.draw = 2 ** 40;
    return generator;
  };
  const next = (generator: Generator) => [generator.mask(0.1).toBits(300), generator.mask(0.7).toBits(300)];
  const ways: [string, (generator: Generator) => GeneratorState][] = [
    ['state', ({ state }) => state],
    ['JSON of the state', ({ state }) => JSON.parse(JSON.stringify(state))],
    ['JSON of the generator', (generator) => JSON.parse(JSON.stringify(generator))],
    ['structuredClone', ({ state }) => structuredClone(state)],
  ];

  test.each(ways)('%s continues the sequence, set or given to the constructor', (_, way) => {
    const expected = next(used());
    const resumed = new Generator();
    resumed.state = way(used());
    expect(next(resumed)).toEqual(expected);
    expect(next(new Generator(way(used())))).toEqual(expected);
  });

  test('continues in a different thread', async () => {
    const code = `const { parentPort } = require('node:worker_threads');
      const { Generator } = require(${JSON.stringify(`${root}dist/cjs/index.js`)});
      parentPort.once('message', (state) => parentPort.postMessage(new Generator(state).mask(0.1).toBits(300)));`;
    const worker = new Worker(code, { eval: true });
    worker.postMessage(used().state);
    const bits = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    expect(bits).toEqual(used().mask(0.1).toBits(300));
  });

  const wrong: [object | null, RegExp][] = [
    [null, /^state: expected an object with seed, draw, got null$/],
    [[1, 2], /^state: expected an object with seed, draw, got Array$/],
    [{ seed: '2' }, /^state.draw: expected an integer in \[0, 2\^48\], got undefined$/],
    [{ draw: 1 }, /^state.seed: expected an integer in \[0, 2\^64\) as a decimal string, got undefined$/],
    [{ seed: 2, draw: 1 }, /^state.seed: .*, got 2 \(new Generator\(seed\) takes it\)$/],
    [{ seed: '0x2', draw: 1 }, /^state.seed: .*, got "0x2"$/],
    [{ seed: '-1', draw: 1 }, /^state.seed: .*, got "-1"$/],
    [{ seed: String(2n ** 64n), draw: 1 }, /^state.seed: /],
    [{ seed: '2', draw: 2 ** 48 + 1 }, /^state.draw: .*, got 2\^48 \+ 1$/],
    [{ seed: '2', draw: '1' }, /^state.draw: .*, got "1"$/],
    [{ seed: '2', draw: 1, p: 0 }, /^state: expected no fields but seed, draw, got p$/],
  ];

  test.each(wrong)('%j is refused and changes nothing', (state, message) => {
    const generator = new Generator(1);
    const set = (): void => {
      generator.state = state as GeneratorState;
    };
    expect(set).toThrow(message);
    expect(generator.state).toEqual({ seed: '1', draw: 0 });
    if (state !== null) expect(() => new Generator(state as GeneratorState)).toThrow(message);
  });
});

describe('what is a generator', () => {
  test('two that differ are not equal, and show how', () => {
    deepStrictEqual(new Generator(1), new Generator(1));
    notDeepStrictEqual(new Generator(1), new Generator(2));
    notDeepStrictEqual(new Generator({ seed: '1', draw: 1 }), new Generator(1));
    expect(inspect(new Generator({ seed: '1', draw: 7 }))).toBe('Generator { seed: 1n, draw: 7 }');
  });

  const clones: [string, (generator: Generator) => Generator][] = [
    ['values', (generator) => Object.assign(Object.create(Generator.prototype), generator)],
    ['descriptors', (generator) => Object.create(Generator.prototype, Object.getOwnPropertyDescriptors(generator))],
  ];

  test.each(clones)('a copy by %s continues on its own from the same place', (_, clone) => {
    for (const generator of [new Generator(5), new Generator()]) {
      const copy = clone(generator);
      expect(dropout(ones(), 0.5, { generator: copy })).toEqual(dropout(ones(), 0.5, { generator }));
      copy.mask(0.5);
      expect([copy.seed, copy.draw, generator.draw]).toEqual([generator.seed, 2, 1]);
    }
  });

  test('a Proxy of a generator works, as frameworks make them', () => {
    for (const generator of [new Generator(5), new Generator()]) {
      const reactive = new Proxy<Generator>(generator, { get: Reflect.get, set: Reflect.set });
      const y = dropout(ones(), 0.5, { generator: reactive });
      expect(y).toEqual(new Mask({ seed: generator.seed, draw: 0, p: 0.5 }).apply(ones()));
      expect([generator.draw, reactive.seed]).toEqual([1, generator.seed]);
    }
  });

  test('a subclass works; a bad seed in one is an error', () => {
    const make = (value: unknown) =>
      new (class extends Generator {
        override get seed(): bigint {
          return value as bigint;
        }
      })(1);
    expect(dropout(ones(), 0.5, { generator: make(6n) })).toEqual(
      dropout(ones(), 0.5, { generator: new Generator(6) }),
    );
    for (const seed of [1, -1n, 2n ** 64n, 2n ** 80n + 1n, '1']) {
      const generator = make(seed);
      const calls = [
        () => dropout(ones(), 0.5, { generator }),
        () => new Dropout(0.5, { generator }).forward(ones()),
        () => generator.uniform(3),
        () => generator.mask(0.5),
      ];
      for (const call of calls) expect(call).toThrow(/^generator.seed: expected a bigint in \[0, 2\^64\), got /);
      expect(generator.draw).toBe(0);
    }
  });

  const { proxy, revoke } = Proxy.revocable(new Generator(1), {});
  revoke();
  test.each<[string, unknown]>([
    ['its state', new Generator(1).state],
    ['an object like one', { seed: 1n, draw: 0, mask: () => {} }],
    ['an empty prototype', Object.create(Generator.prototype)],
    ['the prototype', Generator.prototype],
    ['the class', Generator],
    ['a class of that name', new (class Generator { seed = 1n; draw = 0; })()], // biome-ignore format: one row
    ['a revoked Proxy', proxy],
    ['a seed', 1],
    ['null', null],
  ])('%s is not', (_, value) => {
    const generator = value as Generator;
    expect(() => dropout(ones(), 0.5, { generator })).toThrow(/^generator: expected a Generator, got /);
    expect(() => new Dropout(0.5, { generator })).toThrow(/^generator: expected a Generator, got /);
  });
});
