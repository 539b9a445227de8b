/** Elements share mask elements as a noise shape says, for any rank and axes, on every engine. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dropout, dropout, type EngineName, Generator, Mask, type NoiseShape } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { noiseSharing, sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';

interface Case {
  shape: number[];
  noiseShape: NoiseShape;
}

/** The output of dropout for ones, by the definition. */
function expected({ shape, noiseShape }: Case, mask: Mask): Float32Array {
  const { elements, place } = noiseSharing(shape, noiseShape);
  const kept = mask.toUint8Array(elements, { engine: 'js' });
  const scale = 1 / (1 - mask.p);
  return Float32Array.from({ length: sizeOf(shape) }, (_, e) => kept[place(e)] * scale);
}

function check(engine: EngineName, at: Case, offset: number): void {
  const mask = new Mask({ seed: 77, draw: 5, p: 0.5, offset });
  const y = expected(at, mask);
  const x = new Float32Array(y.length).fill(1);
  const what = JSON.stringify({ ...at, offset });
  expectSame(mask.apply(x, { ...at, engine }), y, what);
  const stored = Mask.fromBits(mask.toBits(40 + noiseSharing(at.shape, at.noiseShape).elements), { p: 0.5 });
  expectSame(stored.apply(x, { ...at, engine }), y, `given bits, ${what}`);
  const generator = new Generator({ seed: '77', draw: 5 });
  expectSame(dropout(x, 0.5, { ...at, generator, offset, engine }), y, what);
}

/** Axes of length 1, short ones, and ones about as long as a word. */
const axis = fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 30, max: 34 }));

const cases = fc
  .array(fc.tuple(axis, fc.constantFrom('own', 'shared', 'named')), { minLength: 1, maxLength: 6 })
  .map((axes): Case => {
    const shape = axes.map(([length]) => length);
    return {
      shape,
      noiseShape: axes.map(([length, kind]) => (kind === 'own' ? null : kind === 'shared' ? 1 : length)),
    };
  })
  .filter(({ shape }) => sizeOf(shape) <= 5000);

describe.each(engines)('%s', (engine) => {
  test('follows any shape and noise shape', () => {
    const offset = fc.oneof(fc.constant(0), fc.nat(100), fc.constant(2 ** 40 - 7));
    fc.assert(
      fc.property(cases, offset, (at, first) => check(engine, at, first)),
      { numRuns: 200, seed: 20_261_125 },
    );
  });

  // Longer than the pieces that engines work on, and than the part of one thread.
  test.each<Case>([
    { shape: [90, 1000], noiseShape: [null, 1] },
    { shape: [90, 1000], noiseShape: [1, null] },
    { shape: [3, 30_000], noiseShape: [null, 1] },
    { shape: [40, 30, 70], noiseShape: [null, 1, null] },
    { shape: [7, 30, 9, 40], noiseShape: [null, 1, null, 1] },
    { shape: [7, 30, 9, 40], noiseShape: [1, null, 1, null] },
    { shape: [5, 6, 7, 8, 9, 4], noiseShape: [1, 6, 1, null, 1, null] },
    { shape: [80_000], noiseShape: [1] },
  ])('$shape with $noiseShape', (at) => check(engine, at, 33));
});

describe('the layer', () => {
  const at = { shape: [3, 40, 5], noiseShape: [null, 1, null] };
  const ones = (): Float32Array => new Float32Array(600).fill(1);
  const layer = (): Dropout => new Dropout(0.5, { noiseShape: at.noiseShape, generator: new Generator(77) });
  const drawn = (draw: number, offset = 0): Float32Array => expected(at, new Mask({ seed: 77, draw, p: 0.5, offset }));

  test('needs the shape beside a mask that it has not handed out', () => {
    const one = layer();
    const mask = new Mask({ seed: 77, draw: 9, p: 0.5 });
    expect(() => one.backward(ones(), { mask })).toThrow(/^shape: expected the axes of x, .* got undefined$/);
    expect(one.backward(ones(), { mask, shape: at.shape })).toEqual(drawn(9));
    one.forward(ones(), { shape: at.shape });
    expect(() => one.backward(ones(), { mask })).toThrow(/^shape: expected the axes of x/);
    const half = new Float32Array(300).fill(1);
    expect(() => one.backward(half, { mask, shape: at.shape })).toThrow(/^dy: expected length 600 like x, got 300$/);
    const shape = [3, 20, 5];
    expect(one.backward(half, { mask, shape })).toEqual(expected({ ...at, shape }, mask));
  });

  test('knows the shape of a mask that it has handed out, after other forwards too', () => {
    const one = layer();
    one.forward(ones(), { shape: at.shape });
    const { mask } = one;
    one.forward(ones(), { shape: [at.shape[0], at.shape[2], at.shape[1]] });
    expect(one.backward(ones(), { mask })).toEqual(drawn(0));
    expect(one.backward(ones(), { mask, shape: at.shape })).toEqual(drawn(0));
    const other = () => one.backward(ones(), { mask, shape: [...at.shape].reverse() });
    expect(other).toThrow(/^shape: expected \[.*\], which forward\(\) had, got \[.*\]$/);
  });

  test('a shape of another length is refused, even if no axis shares', () => {
    const one = new Dropout(0.5, { noiseShape: [null, 1] });
    one.forward(new Float32Array(4), { shape: [4, 1] });
    const message = /^dy: expected length 4 like x, got 8$/;
    expect(() => one.backward(new Float32Array(8), { mask: one.mask })).toThrow(message);
  });

  test('knows the shape of a backward without mask', () => {
    const one = layer();
    one.forward(ones(), { shape: at.shape });
    expect(() => one.backward(ones(), { shape: at.shape })).toThrow(
      /^shape: expected none without mask, .* got Array$/,
    );
    expect(one.backward(ones())).toEqual(drawn(0));
  });
});
