/** The layers of a model are found wherever they are, once each, and its state is loaded whole or not at all. */

import { describe, expect, test } from 'vitest';
import {
  AlphaDropout,
  Dropout,
  GaussianDropout,
  Generator,
  layerState,
  loadLayerState,
  train,
  Zoneout,
} from '../../src/index.js';

class Block {
  readonly dropout = new Dropout(0.1, { generator: new Generator(1) });
  readonly inner = [new AlphaDropout(0.2, { generator: new Generator(2) }), new Float32Array(9)];
  parent: unknown;
  get computed(): never {
    throw new Error('a getter was run');
  }
}

function model() {
  const block = new Block();
  const all = {
    block,
    again: block.dropout,
    table: new Map([['z', new Zoneout(0.3, { generator: new Generator(3) })]]),
  };
  block.parent = all; // a cycle
  Object.defineProperty(all, 'lazy', { enumerable: true, get: () => expect.fail('a getter was run') });
  return all;
}

const PATHS = ['block.dropout', 'block.inner.0', 'table.z'];

describe('train', () => {
  test('sets the mode of every layer, and gives the model', () => {
    const all = model();
    expect(train(all, false)).toBe(all);
    expect([all.block.dropout.training, all.table.get('z')?.training]).toEqual([false, false]);
    train(all);
    expect(all.block.dropout.training).toBe(true);
  });

  test('a layer is a model', () => expect(train(new Dropout(), false).training).toBe(false));

  test.each([null, 1, 'a', () => {}, new Float32Array(1)])('%o is no model', (none) => {
    expect(() => train(none)).toThrow(/^model: expected a layer/);
  });

  test('a bad mode is an error and changes nothing', () => {
    const all = model();
    expect(() => train(all, 0 as never)).toThrow(/^mode: expected a boolean, got 0$/);
    expect(all.block.dropout.training).toBe(true);
  });

  test('finds layers under any keys of a Map, and in fields of a subclass of Map', () => {
    class Table extends Map<object, Dropout> {
      readonly last = new Dropout();
    }
    const table = new Table();
    table.set({}, new Dropout()).set([], new Dropout());
    expect(Object.keys(layerState({ table }))).toEqual(['table.last', 'table.0', 'table.1']);
  });

  test('finds layers in a Set, by their position', () => {
    const [one, other] = [new Dropout(), new Dropout()];
    const set = new Set<object>([one, [other], new Set([one])]);
    train({ set }, false);
    expect([one.training, other.training]).toEqual([false, false]);
    expect(Object.keys(layerState({ set }))).toEqual(['set.0', 'set.1.0']);
  });

  test('finds layers in fields of a subclass of Array', () => {
    class Blocks extends Array<object> {
      readonly head = new Dropout();
    }
    const blocks = Blocks.from([new Dropout(), new Dropout()]);
    expect(Object.keys(layerState({ blocks }))).toEqual(['blocks.0', 'blocks.1', 'blocks.head']);
  });

  test('sets all layers, even if two would have the same path', () => {
    const [a, b, c, d] = Array.from({ length: 4 }, () => new Dropout());
    train([{ 'a.b': a, a: { b } }, new Map<unknown, Dropout>([[{}, c], [0, d]])], false); // biome-ignore format: one row
    expect([a, b, c, d].map(({ training }) => training)).toEqual([false, false, false, false]);
  });

  test('a revoked Proxy has no parts', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const layer = new Dropout();
    train({ proxy, layer }, false);
    expect(layer.training).toBe(false);
    expect(() => train(proxy)).toThrow(/^model: expected a layer, .* got an object$/);
  });

  test('an array of 10,000,000 numbers costs no more than a few loops over it', () => {
    const layer = new Dropout();
    const data = new Array<number>(10_000_000).fill(0.5);
    const started = performance.now();
    train({ data, layer }, false);
    expect(layer.training).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000); // naming each took 10 s and more
  });

  test('an array of 300,000 objects is searched', () => {
    const layer = new Dropout();
    train([...Array.from({ length: 300_000 }, () => ({})), layer], false);
    expect(layer.training).toBe(false);
  });

  test('a list of 1,000,000 links is searched without a stack overflow', () => {
    const layer = new Dropout();
    let list: object = { layer };
    for (let i = 0; i < 1_000_000; ++i) list = { next: list };
    train(list, false);
    expect(layer.training).toBe(false);
    const [path] = Object.keys(layerState(list));
    expect([path.length, path.slice(-16)]).toEqual([5_000_005, '.next.next.layer']);
  });
});

describe('layerState', () => {
  test('has each layer once, by the first path', () => {
    expect(Object.keys(layerState(model()))).toEqual(PATHS);
    const layer = new Dropout(0.5, { generator: new Generator(5) });
    expect(layerState(layer)).toEqual({ '': layer.state });
  });

  test('survives JSON, and training continues as if never interrupted', () => {
    const [one, other] = [model(), model()];
    const x = new Float32Array(100).fill(1);
    one.block.dropout.forward(x);
    one.block.dropout.p = 0.4;
    train(one.table, false);
    loadLayerState(other, JSON.parse(JSON.stringify(layerState(one))));
    expect(other.block.dropout.forward(x)).toEqual(one.block.dropout.forward(x));
    expect(other.table.get('z')?.training).toBe(false);
  });

  test('refuses two layers at the same path', () => {
    const same = { 'a.b': new Dropout(), a: { b: new Dropout() } };
    expect(() => layerState(same)).toThrow(/two layers at a\.b/);
    expect(() => loadLayerState(same, {})).toThrow(/two layers at a\.b/);
  });
});

describe('a model without a layer that can be seen is refused', () => {
  class Private {
    readonly #dropout = new Dropout();
    get mode(): boolean {
      return this.#dropout.training;
    }
  }
  const { [Symbol.iterator]: _, ...functions } = { [Symbol.iterator]: () => new Dropout(), layer: () => new Dropout() };
  const models: [string, object][] = [
    ['a private field', new Private()],
    ['arrays of numbers', { weights: new Float32Array(4), list: [1, 2] }],
    ['functions', functions],
    ['nothing', {}],
    ['an empty list', []],
    ['what looks like a layer', { training: true, train() {}, state: {} }],
  ];
  test.each(models)('%s', (_, model) => {
    const message = 'model: found no layer of native-dropout (private fields such as #d cannot be seen)';
    for (const call of [() => train(model), () => layerState(model), () => loadLayerState(model, {})]) {
      expect(call).toThrow(new TypeError(message));
    }
  });
});

describe('a state that does not fit', () => {
  const shared = new Generator(9);
  const sharing = [new Dropout(0.1, { generator: shared }), new GaussianDropout(0.1, { generator: shared })];
  const good = layerState(model());
  const cases: [what: string, model: object, state: unknown, message: RegExp][] = [
    ['none', model(), null, /^state: expected an object/],
    ['JSON', model(), JSON.stringify(good), /^state: expected an object .* \(JSON\.parse it first\)$/],
    ['of a class', model(), Object.create(good), /^state: expected a plain object with a state for each layer, got/],
    [
      'missing',
      model(),
      { ...good, 'table.z': undefined },
      /^state\["table\.z"\]: expected a state of that layer, got none$/,
    ],
    ['extra', model(), { ...good, other: good['table.z'] }, /^state: expected paths that the model has, got other$/],
    ['p', model(), { ...good, 'table.z': { ...good['table.z'], p: 2 } }, /^state\["table\.z"\]\.p: expected/],
    [
      'a field',
      model(),
      { ...good, 'table.z': { ...good['table.z'], q: 2 } },
      /^state\["table\.z"\]: expected no fields/,
    ],
    [
      'a generator at two places',
      sharing,
      { ...layerState(sharing), '1': { p: 0.1, training: true, generator: { seed: '9', draw: 4 } } },
      /^state\["1"\]\.generator: expected .*"draw":0.* because layers share it/,
    ],
  ];

  test.each(cases)('%s: nothing changes', (_what, all, state, message) => {
    const before = JSON.stringify(layerState(all));
    expect(() => loadLayerState(all, state as never)).toThrow(message);
    expect(JSON.stringify(layerState(all))).toBe(before);
  });
});
