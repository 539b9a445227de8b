/** forward() with the mask of an earlier forward repeats it, in every form, and takes no draw: activation checkpointing. */

import { describe, expect, test } from 'vitest';
import { Dropout, GaussianDropout, Generator, Mask } from '../../src/index.js';
import { rows } from '../programs/rows.js';
import { sizeOf } from '../reference/shapes.js';

type AnyLayer = Pick<Dropout, 'mask' | 'training' | 'eval' | 'generator'> & {
  forward(...args: unknown[]): unknown;
  backward(...args: unknown[]): unknown;
};

const numbers = (n: number, seed = 1): Float32Array => new Generator(seed).normal(n);

describe.each(rows)('$name', ({ layer: Layer, layerOwn, reads, shapes, needsShape, name }) => {
  const shape = shapes[0];
  const n = sizeOf(shape);
  const x = numbers(n);
  const others = reads.map((what) => numbers(what === 'bias' ? (shape.at(-1) as number) : n, 2));
  const make = () => new Layer(0.4, { ...layerOwn, generator: new Generator(8) }) as AnyLayer;
  const given = needsShape ? { shape } : {};

  test('forward and backward are those of the forward of the mask, by object and from JSON', () => {
    const layer = make();
    const y = layer.forward(x.slice(), ...others, given);
    const { mask } = layer;
    const repeated = layer.forward(x.slice(), ...others, { mask });
    expect(repeated).toEqual(y);
    expect(layer.mask).toEqual(mask);
    const beside = name === 'biasReluDropout' ? [y] : [];
    const dy = numbers((((y as { y?: Float32Array }).y ?? y) as Float32Array).length, 3);
    const other = make();
    other.forward(x.slice(), ...others, given);
    const expected = other.backward(dy.slice(), ...beside);
    expect(layer.backward(dy.slice(), ...beside)).toEqual(expected); // not two forwards: one, repeated
    expect((layer.generator as Generator).draw).toBe(1);

    const elsewhere = make().eval() as AnyLayer;
    const sent = Mask.fromJSON(JSON.parse(JSON.stringify(mask)));
    expect(elsewhere.forward(x.slice(), ...others, { mask: sent, ...given })).toEqual(y);
    expect(elsewhere.backward(dy.slice(), ...beside)).toEqual(expected);
    expect((elsewhere.generator as Generator).draw).toBe(0);
    expect(elsewhere.mask).toBeUndefined();
  });
});

describe('a recomputation', () => {
  const make = () => new Dropout(0.5, { generator: new Generator(8) });
  const x = new Float32Array(40).fill(1);

  test('of an earlier forward counts: the next backward must name its mask', () => {
    const layer = make();
    const first = layer.forward(x);
    const mask = layer.mask as Mask;
    layer.backward(x);
    const second = layer.forward(x);
    layer.forward(x, { mask });
    expect(() => layer.backward(x)).toThrow(/2 forwards in training since the last backward/);
    expect(layer.backward(x, { mask })).toEqual(first);
    expect(layer.backward(x, { mask: layer.mask as Mask })).toEqual(second);
  });

  test('may be in pieces, by offsets or slices of the mask', () => {
    const layer = make();
    const y = layer.forward(x);
    const mask = layer.mask as Mask;
    expect(layer.forward(x.slice(30), { mask, offset: 30 })).toEqual(y.slice(30));
    expect(layer.forward(x.slice(30), { mask: mask.slice(30) })).toEqual(y.slice(30));
  });

  test('takes a mask of given bits', () => {
    const layer = make();
    const mask = Mask.fromBytes([true, false, true], { p: 0.5 });
    expect(layer.forward(x.slice(0, 3), { mask })).toEqual(Float32Array.of(2, 0, 2));
    expect(layer.backward(x.slice(0, 3))).toEqual(Float32Array.of(2, 0, 2));
    expect(() => layer.forward(x, { mask })).toThrow(/^offset: /);
  });

  test('with a wrong option changes nothing', () => {
    const layer = make();
    const y = layer.forward(x);
    const mask = layer.mask as Mask;
    expect(() => layer.forward(x, { mask, training: true })).toThrow(/^training: expected none with mask, which drops/);
    expect(() => layer.forward(x, { mask: 3 as never })).toThrow(/^mask: expected a Mask, got 3$/);
    const gaussian = new GaussianDropout(0.5);
    const all = new Mask({ seed: 1, draw: 0, p: 1 });
    expect(() => gaussian.forward(x, { mask: all })).toThrow(/^mask.p: expected a number in \[0, 1\), got 1$/);
    expect(layer.backward(x)).toEqual(y);
    expect((layer.generator as Generator).draw).toBe(1);
  });
});
