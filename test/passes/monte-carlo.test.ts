/** monteCarlo() gives mean and standard deviation of stochastic passes, and leaves everything as it was. */

import { describe, expect, test } from 'vitest';
import {
  Dropout,
  DropPath,
  defaultGenerator,
  dropout,
  Generator,
  type Mask,
  manualSeed,
  monteCarlo,
} from '../../src/index.js';

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

function orElse(call: () => Float32Array, other: Float32Array): Float32Array {
  try {
    return call();
  } catch {
    return other;
  }
}

describe('passes without a draw are refused, because their deviation of 0 says nothing', () => {
  const message = /^run: expected a function that drops, got no draw in 3 passes \(/;
  const mask = new Generator(1).mask(0.5);
  const { layer } = made();
  test.each<[string, () => Float32Array]>([
    ['no dropout', () => x],
    ['one mask for all', () => mask.apply(x)],
    ['evaluation', () => layer.forward(x, { training: false })],
    ['a call that throws', () => orElse(() => dropout(x, 0.5, { offset: -1 }), x)],
    ['a draw that is only set', () => Float32Array.of((layer.generator as Generator).draw++)],
  ])('%s', (_, run) => {
    expect(() => monteCarlo(3, run)).toThrow(message);
    expect((layer.generator as Generator).draw).toBe(0);
  });

  test('but a p of 0 takes draws, and so do random numbers', () => {
    expect(monteCarlo(3, () => new Dropout(0).forward(x)).std).toEqual(new Float64Array(50));
    expect(monteCarlo(3, () => new Generator(3).normal(2)).std).toEqual(new Float64Array(2));
  });
});

test('run may return the same array in each pass', () => {
  const one = made({ reuseOutput: true }).layer.eval();
  const other = made().layer.eval();
  expect(monteCarlo(10, () => one.forward(x))).toEqual(monteCarlo(10, () => other.forward(x)));
});

describe('everything is restored', () => {
  test.each([true, false])('training %s: mode, generator, masks and the pending backward', (training) => {
    const { layer, generator } = made();
    const path = new DropPath(0.5, { generator });
    layer.train(training);
    const y = layer.forward(x, { training: true });
    const mask = layer.mask as Mask;
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

  test('training continues with the masks that it would have had', () => {
    const [one, other] = [made(), made()];
    monteCarlo(7, () => one.layer.forward(x));
    expect(one.layer.forward(x)).toEqual(other.layer.forward(x));
  });

  test('functions too, and if run throws', () => {
    const generator = new Generator(4);
    monteCarlo(2, () => dropout(x, 0.5, { generator }));
    expect(generator.draw).toBe(0);
    const { layer } = made();
    const fail = () => {
      layer.forward(x);
      throw new Error('of the user');
    };
    expect(() => monteCarlo(3, fail)).toThrow('of the user');
    expect([(layer.generator as Generator).draw, layer.mask]).toEqual([0, undefined]);
    layer.eval();
    expect(layer.forward(x)).toBe(x);
  });

  test('the outer passes go on dropping after inner ones', () => {
    const { layer } = made();
    layer.eval();
    const { std } = monteCarlo(20, () => {
      monteCarlo(2, () => layer.forward(x));
      return layer.forward(x);
    });
    expect(std.every((deviation) => deviation > 0)).toBe(true);
    expect(layer.forward(x)).toBe(x);
  });

  const moves: [string, (generator: Generator) => void][] = [
    ['seeded', (generator) => Object.assign(generator, { state: { seed: '9', draw: 3 } })],
    ['moved', (generator) => Object.assign(generator, { draw: 70 })],
  ];

  test.each(moves)('generators that run has %s', (_, move) => {
    const generator = new Generator({ seed: '7', draw: 100 });
    const layer = new Dropout(0.5, { generator });
    monteCarlo(3, () => {
      move(generator);
      return layer.forward(x);
    });
    expect(generator.state).toEqual({ seed: '7', draw: 100 });
  });

  test('the default generator, seeded in run, and an unseeded one', () => {
    manualSeed(5).draw = 50;
    monteCarlo(2, () => dropout(x, 0.5, { generator: manualSeed(1) }));
    expect(defaultGenerator.state).toEqual({ seed: '5', draw: 50 });
    const unseeded = new Generator();
    monteCarlo(2, () => {
      unseeded.state = { seed: '1', draw: 0 };
      return dropout(x, 0.5, { generator: unseeded });
    });
    expect(unseeded.draw).toBe(0);
    expect(unseeded.seed).not.toBe(1n);
  });

  test('a generator made in run is restored to its first state', () => {
    let inner = new Generator(1);
    monteCarlo(2, () => {
      inner = new Generator({ seed: '6', draw: 8 });
      return dropout(x, 0.5, { generator: inner });
    });
    expect(inner.state).toEqual({ seed: '6', draw: 8 });
  });

  test('a generator of a subclass that overrides draw', () => {
    class Own extends Generator {
      at = 4;
      override get draw(): number {
        return this.at;
      }
      override set draw(draw: number) {
        this.at = draw;
      }
    }
    const generator = new Own(1);
    monteCarlo(3, () => dropout(x, 0.5, { generator }));
    expect(generator.draw).toBe(4);
  });

  test('if an object cannot be restored, all others are; the error is that of run, or else the first', () => {
    let [own, locked] = [0, false];
    const locking = Object.defineProperty(new Generator(1), 'draw', {
      get: () => own,
      set(draw: number) {
        if (locked) throw new Error(`locked at ${own}`);
        own = draw;
      },
    });
    const after = new Generator({ seed: '2', draw: 5 });
    const layer = new Dropout(0.5, { generator: after });
    const run = (end: () => void) => () => {
      dropout(x, 0.5, { generator: locking });
      const y = layer.forward(x);
      end();
      return y;
    };
    const lock = () => {
      locked = true;
    };
    const fail = () => {
      lock();
      throw new RangeError('of run');
    };
    expect(() => monteCarlo(2, run(fail))).toThrow('of run');
    expect([after.draw, layer.mask]).toEqual([5, undefined]);
    locked = false;
    let passes = 0;
    expect(() =>
      monteCarlo(
        2,
        run(() => void (++passes === 2 && lock())),
      ),
    ).toThrow('locked at 3');
    expect([after.draw, layer.mask]).toEqual([5, undefined]);
    expect(layer.eval().forward(x)).toBe(x); // outside of passes evaluation drops nothing
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
  layer.forward(x, { training: false });
  expect(tooEarly).toThrow(/needs a forward\(\) before it/);
  layer.forward(x, { training: true }); // two are open before the passes
  monteCarlo(3, () => {
    const y = layer.forward(x);
    expect(layer.backward(x)).toEqual(y);
    expect(layer.mask?.apply(x)).toEqual(y);
    return y;
  });
  expect(() => layer.backward(x)).toThrow(/2 forwards in training/);
});

test('a call with the option training keeps that mode', () => {
  const { layer } = made();
  const run = () => {
    layer.forward(x);
    return layer.forward(x, { training: false });
  };
  expect(monteCarlo(3, run).std).toEqual(new Float64Array(50));
});

test('the same input has the same estimate', () => {
  const { layer } = made();
  const estimate = () => monteCarlo(20, () => layer.forward(x));
  expect(estimate()).toEqual(estimate());
});

test.each([
  [1, () => x, /^n: expected an integer in \[2/],
  [2.5, () => x, /^n: /],
  [0, () => x, /^n: /],
  ['2', () => x, /^n: expected an integer in .*, got "2"$/],
  [2, null, /^run: expected a function, got null$/],
])('%o passes of %o are refused', (n, run, message) => {
  expect(() => monteCarlo(n as never, run as never)).toThrow(message);
});

describe('progress', () => {
  test('is called after each pass, outside of passes', () => {
    const { layer } = made();
    layer.eval();
    const seen: unknown[] = [];
    const progress = (...args: number[]) =>
      seen.push([...args, layer.forward(x) === x, (layer.generator as Generator).draw]);
    monteCarlo(3, () => layer.forward(x), { progress });
    expect(seen).toEqual([
      [1, 3, true, 0],
      [2, 3, true, 0],
      [3, 3, true, 0],
    ]);
  });

  test('ends the passes by an error', () => {
    const { layer } = made();
    let passes = 0;
    const progress = () => {
      throw new Error('enough');
    };
    const run = () => {
      passes += 1;
      return layer.forward(x);
    };
    expect(() => monteCarlo(3, run, { progress })).toThrow('enough');
    expect([passes, (layer.generator as Generator).draw, layer.mask]).toEqual([1, 0, undefined]);
  });
});
