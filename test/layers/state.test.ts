/** A layer's state is a checkpoint: it is restored whole, or not at all. */

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Dropout, GaussianDropout, GaussianNoise, Generator, type LayerState, Mask } from '../../src/index.js';

const ones = (n = 100): Float32Array => new Float32Array(n).fill(1);
const seeded = (p = 0.5): Dropout => new Dropout(p, { generator: new Generator(8) });

describe('state', () => {
  test('survives JSON and structuredClone, and continues', () => {
    const layer = seeded(0.3).eval();
    (layer.generator as Generator).draw = 5;
    const saved = JSON.stringify(layer);
    expect(JSON.parse(saved)).toEqual({ p: 0.3, training: false, generator: { seed: '8', draw: 5 } });
    for (const state of [JSON.parse(saved), layer.state, structuredClone(layer.state)]) {
      const other = new Dropout(0.9, { generator: new Generator() });
      other.state = state;
      expect(other.state).toEqual(layer.state);
      expect(other.train().forward(ones())).toEqual(new Mask({ seed: 8, draw: 5, p: 0.3 }).apply(ones()));
    }
  });

  const whole: LayerState = { p: 0.25, training: false, generator: { seed: '1', draw: 1 } };
  test.each<[unknown, RegExp]>([
    [null, /^state: expected an object with p, training, generator, got null$/],
    [{ ...whole, p: undefined }, /^state.p: expected a number in \[0, 1\], got undefined$/],
    [{ ...whole, p: 2 }, /^state.p: .* got 2$/],
    [{ ...whole, training: undefined }, /^state.training: expected a boolean, got undefined$/],
    [{ ...whole, generator: undefined }, /^state.generator: expected an object with seed, draw, got undefined$/],
    [{ ...whole, generator: { seed: '1' } }, /^state.generator.draw: expected an integer .* got undefined$/],
    [{ ...whole, rate: 1 }, /^state: expected no fields but p, training, generator, got rate$/],
  ])('%j is refused and changes nothing', (state, message) => {
    const layer = seeded();
    const set = (): void => {
      layer.state = state as LayerState;
    };
    expect(set).toThrow(message);
    expect(layer.state).toEqual({ p: 0.5, training: true, generator: { seed: '8', draw: 0 } });
  });
});

test('a p that the layer cannot have is refused', () => {
  const layer = new GaussianDropout(0.5);
  expect(() => Object.assign(layer, { state: { ...layer.state, p: 1 } })).toThrow(
    /^state.p: expected a number in \[0, 1\), got 1$/,
  );
  expect(layer.p).toBe(0.5);
  expect(() => new GaussianNoise(2)).toThrow(/^stddev: expected a number in \[0, 1\], got 2$/);
});

test('a layer shows its state', () => {
  const shown =
    'Dropout {\n  p: 0.3,\n  training: true,\n  inplace: false,\n  generator: Generator { seed: 8n, draw: 0 }\n}';
  expect(inspect(seeded(0.3))).toBe(shown);
});
