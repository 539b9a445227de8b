/** A user's array is read once, by the language's own accessors: none of its methods or getters runs. */

import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { Dropout, dropout, Generator, Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { detached, GrowableBuffer, ResizableBuffer, shrunk } from '../support/memory.js';

const n = 100;
const mask = new Mask({ seed: 5, draw: 0, p: 0.5 });
const ones = (): Float32Array => new Float32Array(n).fill(1);

function ran(): never {
  throw new Error('code of the user ran');
}

/** Overrides every method and accessor of typed arrays on the array itself: all throw, or return `value()`. */
function trapped(array: Float32Array, value: () => unknown = ran): Float32Array {
  const typed = Object.getPrototypeOf(Float32Array.prototype);
  for (const key of [...Reflect.ownKeys(typed), 'constructor']) Object.defineProperty(array, key, { get: value });
  return array;
}

class Tensor extends Float32Array {
  static get [Symbol.species](): never {
    return ran();
  }

  constructor(shape: readonly number[]) {
    super(shape.reduce((product, d) => product * d));
  }

  override set(): void {} // as tensors have it: set(value, i, j)
}

const arrays: Record<string, () => Float32Array> = {
  'a subclass with a set(), a constructor and a species of its own': () => new Tensor([10, 10]).fill(1),
  'all methods and getters trapped': () => trapped(ones()),
  'a length that is too large': () => trapped(ones(), () => 2 ** 40),
  'a length that is too small': () => trapped(ones(), () => 0),
  'no prototype': () => Object.setPrototypeOf(ones(), null),
  'the prototype of another type': () => Object.setPrototypeOf(ones(), Float64Array.prototype),
  'another realm': () => runInNewContext(`new Float32Array(${n}).fill(1)`),
  'shared memory of another realm': () => runInNewContext(`new Float32Array(new SharedArrayBuffer(${4 * n})).fill(1)`),
  'a resizable buffer': () => new Float32Array(new ResizableBuffer(4 * n, { maxByteLength: 800 })).fill(1),
  'a growable buffer': () => new Float32Array(new GrowableBuffer(4 * n, { maxByteLength: 800 })).fill(1),
  frozen: () => Object.preventExtensions(ones()),
};

describe.each(engines)('%s', (engine) => {
  const expected = Array.from(mask.apply(ones(), { engine }));
  const values = (array: Float32Array): number[] => Array.prototype.slice.call(new Float32Array(copyOf(array)));

  test.each(Object.entries(arrays))('%s', (_, make) => {
    expect(values(mask.apply(make(), { engine }))).toEqual(expected);
    for (const out of [make(), make()]) {
      expect(mask.apply(ones(), { engine, out })).toBe(out);
      expect(values(out)).toEqual(expected);
    }
    const x = make();
    expect(mask.apply(x, { engine, inplace: true })).toBe(x);
    expect(values(x)).toEqual(expected);
    const evaluated = make();
    dropout(new Float32Array(n).fill(7), 0.5, { engine, training: false, out: evaluated });
    expect(values(evaluated)).toEqual(Array(n).fill(7));
    expect(values(dropout(make(), 0.5, { engine, training: false, out: ones() }))).toEqual(Array(n).fill(1));
  });

  test('a getter that calls dropout() again does not disturb the call', () => {
    const generator = new Generator(5);
    const x = trapped(ones(), () => dropout(ones(), 0.9, { engine }).length);
    const options = Object.defineProperty({ generator, engine }, 'inplace', {
      enumerable: true,
      get: () => dropout(ones(), 0.9, { engine }).length === 0,
    });
    expect(Array.from(dropout(x, 0.5, options))).toEqual(expected);
  });

  test("memory that a user's generator detaches is noticed", () => {
    const x = ones();
    class Thief extends Generator {
      override get seed(): bigint {
        if (x.length > 0) detached(x);
        return 5n;
      }
    }
    const generator = new Thief(1);
    expect(() => dropout(x, 0.5, { engine, generator })).toThrow(/^x: expected an array with live memory/);
    expect(generator.draw).toBe(0);
  });
});

/** The bytes of an array, whatever it pretends. */
function copyOf(array: Float32Array): ArrayBuffer {
  const get = (name: string) =>
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Float32Array.prototype), name)?.get?.call(array);
  const bytes = new Uint8Array(get('buffer'), get('byteOffset'), get('byteLength'));
  return Uint8Array.from(bytes).buffer as ArrayBuffer;
}

const dead = /expected an array with live memory, got one that is detached or outside of its buffer$/;
const bad: [string, () => Float32Array, RegExp][] = [
  ['a Proxy', () => new Proxy(ones(), {}), /expected a Float32Array.*, got Float32Array \(a Proxy or a look-alike/],
  ['a revoked Proxy', revoked, /, got an object$/],
  ['an impostor', () => impostor({ [Symbol.toStringTag]: 'Float32Array', length: 4 }), /, got Object$/],
  ['an impostor by class', () => impostor(Object.create(Float32Array.prototype)), /, got Float32Array \(a Proxy/],
  ['a throwing tag', () => impostor({ get [Symbol.toStringTag]() { return ran(); } }), /, got Object$/], // biome-ignore format: one row
  ['a throwing constructor', () => impostor({ get constructor() { return ran(); } }), /, got an object$/], // biome-ignore format: one row
  [
    'a tensor',
    () => impostor({ dataSync() {} }),
    /, got Object \(tensor.dataSync\(\) gives its values; native-dropout\/tfjs takes tensors\)$/,
  ],
  ['an array', () => impostor([1, 2]), /, got Array \(Float32Array.from\(array\) makes one\)$/],
  ['detached', () => detached(ones()), dead],
  ['detached and empty', () => detached(new Float32Array(0)), dead],
  ['shrunk', shrunk, dead],
];

function revoked(): Float32Array {
  const { proxy, revoke } = Proxy.revocable(ones(), {});
  revoke();
  return proxy;
}

const impostor = (value: object): Float32Array => value as Float32Array;

describe.each(bad)('%s is refused', (_, make, message) => {
  const named = (name: string): RegExp => new RegExp(`^${name}: .*${message.source}`);

  test.each(engines)('on %s, as x and as out, and changes nothing', (engine) => {
    const generator = new Generator(1);
    const out = new Float32Array(4).fill(7);
    expect(() => dropout(make(), 0.5, { generator, engine, out })).toThrow(named('x'));
    expect(() => dropout(make(), 0.5, { generator, engine, out, training: false })).toThrow(named('x'));
    expect(() => dropout(out, 0.5, { generator, engine, out: make() })).toThrow(named('out'));
    expect(() => mask.apply(out, { engine, out: make() })).toThrow(named('out'));
    expect(generator.draw).toBe(0);
    expect(out).toEqual(new Float32Array(4).fill(7));
  });

  test('a layer refuses it and stays unchanged', () => {
    const layer = new Dropout(0.5, { generator: new Generator(1) });
    const y = layer.forward(ones());
    expect(() => layer.forward(make())).toThrow(named('x'));
    expect(() => layer.backward(make())).toThrow(named('dy'));
    expect(layer.backward(ones())).toEqual(y);
    expect((layer.generator as Generator).draw).toBe(1);
  });
});
