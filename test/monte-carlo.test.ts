/** monteCarlo() gives the mean and the deviation of stochastic passes, and leaves all as it was. */

import { describe, expect, test } from 'vitest';
import { Dropout, DropPath, dropout, Generator, type Mask, monteCarlo } from '../src/index.js';

const x = Float32Array.from({ length: 50 }, (_, i) => i + 1);

function made(options: object = {}) {
  const generator = new Generator(11);
  return { generator, layer: new Dropout(0.25, { generator, ...options }) };
}

test('the mean and the deviation are those of the passes', () => {
  const { layer } = made();
  const passes: Float32Array[] = [];
  const { mean, std } = monteCarlo(40, () => {
    const y = layer.eval().forward(x);
    passes.push(Float32Array.from(y));
    return y;
  });
  for (let i = 0; i < x.length; ++i) {
    const values = passes.map((y) => y[i]);
    const average = values.reduce((sum, value) => sum + value) / 40;
    const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
    // Welford's method and the plain one differ by roundings of float64.
    expect(mean[i] / average).toBeCloseTo(1, 12);
    expect(std[i] / Math.sqrt(squares / 39)).toBeCloseTo(1, 12);
  }
});

test('what has no dropout has no deviation', () => {
  expect(monteCarlo(3, () => x).std).toEqual(new Float64Array(50));
});

test('a layer that gives the same array each time', () => {
  const one = made({ reuseOutput: true }).layer.eval();
  const other = made().layer.eval();
  expect(monteCarlo(10, () => one.forward(x))).toEqual(monteCarlo(10, () => other.forward(x)));
});

describe('all is left as it was', () => {
  test.each([true, false])('training %s: mode, generator, masks and the pending backward', (training) => {
    const { layer, generator } = made();
    const path = new DropPath(0.5, { generator });
    const y = layer.forward(x);
    const mask = layer.mask as Mask;
    layer.train(training);
    monteCarlo(5, () => path.forward(layer.forward(x), { shape: [50, 1] }));
    expect([layer.training, generator.draw, path.mask]).toEqual([training, 1, undefined]);
    expect(layer.mask).toEqual(mask);
    expect(layer.backward(x)).toEqual(y); // of the forward before the passes
  });

  test('the arrays that reuseOutput gave in training', () => {
    const { layer } = made({ reuseOutput: true });
    const arrays = [layer.forward(x), layer.backward(x)];
    const before = arrays.map((array) => array.slice());
    monteCarlo(3, () => {
      layer.forward(x);
      return layer.backward(x);
    });
    expect(arrays).toEqual(before);
    expect([layer.forward(x), layer.backward(x)].map((array, i) => array === arrays[i])).toEqual([true, true]);
  });

  test('the training run goes on with the masks that it would have had', () => {
    const [one, other] = [made(), made()];
    monteCarlo(7, () => one.layer.forward(x));
    expect(one.layer.forward(x)).toEqual(other.layer.forward(x));
  });

  test('also of functions, and where run throws', () => {
    const generator = new Generator(4);
    monteCarlo(2, () => dropout(x, 0.5, { generator }));
    expect(generator.draw).toBe(0);
    const { layer } = made();
    const fail = () => {
      layer.forward(x);
      throw new Error('of the user');
    };
    expect(() => monteCarlo(3, fail)).toThrow('of the user');
    expect([layer.generator.draw, layer.mask]).toEqual([0, undefined]);
    layer.eval();
    expect(layer.forward(x)).toBe(x);
  });

  test('passes within passes', () => {
    const { layer, generator } = made();
    const inner = monteCarlo(3, () => layer.forward(x)).mean;
    const { mean } = monteCarlo(3, () => {
      const own = monteCarlo(3, () => layer.forward(x)).mean;
      expect(own).toEqual(inner);
      return Float32Array.from(own);
    });
    expect([mean, generator.draw]).toEqual([Float64Array.from(Float32Array.from(inner)), 0]);
  });
});

test('a backward within a pass is that of its forward', () => {
  const { layer } = made();
  layer.forward(x);
  const tooEarly = () => monteCarlo(2, () => layer.backward(x));
  expect(tooEarly).toThrow(/needs a forward\(\) before it/);
  layer.eval().forward(x);
  expect(tooEarly).toThrow(/needs a forward\(\) before it/);
  layer.train().forward(x); // two are open before the passes
  monteCarlo(3, () => {
    const y = layer.forward(x);
    expect(layer.backward(x)).toEqual(y);
    expect(layer.mask?.apply(x)).toEqual(y);
    return y;
  });
  expect(() => layer.backward(x)).toThrow(/2 forwards in training/);
});

test('a call that is told its mode keeps to it', () => {
  const { layer } = made();
  expect(monteCarlo(3, () => layer.forward(x, { training: false })).std).toEqual(new Float64Array(50));
});

test('the same input has the same estimate', () => {
  const { layer } = made();
  const estimate = () => monteCarlo(20, () => layer.forward(x));
  expect(estimate()).toEqual(estimate());
});

test.each([
  [1, () => x, /^n: expected an integer in \[2/],
  [2.5, () => x, /^n: /],
  [2, null, /^run: expected a function, got null$/],
  [2, async () => x, /^run: expected .* got Promise/],
  [2, () => [1], /^run: expected/],
])('%o passes of %o', (n, run, message) => {
  expect(() => monteCarlo(n, run as never)).toThrow(message);
});

test('passes of different lengths', () => {
  let n = 3;
  expect(() => monteCarlo(2, () => new Float32Array(n++))).toThrow(/^run: expected 3 elements in every pass, got 4$/);
});
