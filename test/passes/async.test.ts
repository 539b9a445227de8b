/** Passes of an asynchronous run follow each other, and reach no other code that runs between them. */

import { expect, test } from 'vitest';
import { type Again, Dropout, defaultGenerator, dropout, Generator, manualSeed, monteCarlo } from '../../src/index.js';

const x = Float32Array.from({ length: 40 }, (_, i) => i + 1);

const pause = () => new Promise((done) => setImmediate(done));

function made() {
  const generator = new Generator(11);
  return { generator, layer: new Dropout(0.5, { generator }) };
}

test('it gives what a synchronous run gives', async () => {
  const { layer } = made();
  const options = { samples: true, quantiles: [0.5] };
  const expected = monteCarlo(9, () => layer.eval().forward(x), options);
  const run = async () => {
    const y = layer.forward(x);
    await pause();
    return y;
  };
  expect(await monteCarlo(9, run, options)).toEqual(expected);
});

test('a pass begins when the one before has ended', async () => {
  let running = 0;
  const most: number[] = [];
  await monteCarlo(4, async () => {
    most.push(++running);
    const y = dropout(x);
    await pause();
    running -= 1;
    return y;
  });
  expect(most).toEqual([1, 1, 1, 1]);
});

test('while passes wait, other code does not drop, and its draws and forwards are its own', async () => {
  const [{ layer, generator }, alone] = [made(), made()];
  const run = async () => {
    const y = layer.forward(x);
    await pause();
    return y;
  };
  const undisturbed = monteCarlo(6, () => alone.layer.forward(x));
  const promise = monteCarlo(6, run, { progress: () => expect(layer.training).toBe(training) });
  let training = true;
  for (let step = 0; step < 6; ++step) {
    training = step % 2 === 0;
    layer.train(training);
    expect(layer.forward(x)).toEqual(alone.layer.train(training).forward(x));
    expect(generator.draw).toBe(alone.generator.draw);
    const [dx, expected] = [layer, alone.layer].map((one) => one.backward(x));
    expect(dx).toEqual(expected);
    await pause();
  }
  expect(await promise).toEqual(undisturbed);
  expect(generator.state).toEqual(alone.generator.state);
  expect(alone.generator.draw).toBe(3);
});

test('what run does after an await is no part of the pass, unless it is called again in it', async () => {
  const { layer, generator } = made();
  layer.eval();
  const after = async () => {
    const y = dropout(x, 0.5, { generator });
    await pause();
    expect(layer.forward(x)).toBe(x);
    return y;
  };
  await monteCarlo(3, after);
  const twice = async (again: Again) => {
    const y = layer.forward(x);
    await pause();
    const z = again(() => layer.forward(y));
    await pause();
    return again(() => again(() => layer.forward(z)));
  };
  const expected = monteCarlo(5, (again) => again(() => layer.forward(layer.forward(layer.forward(x)))));
  expect(await monteCarlo(5, twice)).toEqual(expected);
  expect(generator.draw).toBe(0);
});

test('if nothing drops before the first await, an error says so', async () => {
  const { layer } = made();
  layer.eval();
  const late = async () => {
    await pause();
    return layer.forward(x);
  };
  await expect(monteCarlo(3, late)).rejects.toThrow(/no draw in 3 passes \(.* before the first await of run/);
});

test('several at a time do not disturb each other', async () => {
  const { layer, generator } = made();
  const run = (ticks: number) => async () => {
    const y = layer.forward(x);
    for (let i = 0; i < ticks; ++i) await pause();
    return y;
  };
  const expected = monteCarlo(5, () => layer.forward(x));
  const all = [1, 2, 3].map((ticks) => monteCarlo(5, run(ticks)));
  expect(monteCarlo(5, () => layer.forward(x))).toEqual(expected);
  expect(await Promise.all(all)).toEqual([expected, expected, expected]);
  expect(generator.draw).toBe(0);
});

test('begun in another pass, it goes on after it', async () => {
  const { layer, generator } = made();
  const inner: unknown[] = [];
  const outer = monteCarlo(3, () => {
    inner.push(monteCarlo(2, async () => layer.forward(x)));
    return layer.forward(x);
  });
  expect(outer).toEqual(monteCarlo(3, () => layer.forward(x)));
  expect(await Promise.all(inner)).toHaveLength(3);
  expect([generator.draw, layer.eval().forward(x)]).toEqual([0, x]);
});

test('a seed set in a pass does not reach other code', async () => {
  manualSeed(5).draw = 20;
  const promise = monteCarlo(3, async () => {
    manualSeed(9);
    const y = dropout(x);
    await pause();
    return y;
  });
  expect(defaultGenerator.state).toEqual({ seed: '5', draw: 20 });
  await pause();
  defaultGenerator.draw = 30;
  expect((await promise).std).toEqual(new Float64Array(40));
  expect(defaultGenerator.state).toEqual({ seed: '5', draw: 30 });
});

test.each([1, 2, 3])('an error in pass %i rejects the promise, and nothing is left', async (last) => {
  const { layer, generator } = made();
  layer.eval();
  let pass = 0;
  const run = async () => {
    const y = layer.forward(x);
    if (++pass === last) throw new RangeError('of run');
    await pause();
    return y;
  };
  await expect(monteCarlo(3, run)).rejects.toThrow('of run');
  expect([generator.draw, layer.mask, layer.forward(x)]).toEqual([0, undefined, x]);
  const wrong = async () => {
    layer.forward(x);
    return 'abc' as never;
  };
  await expect(monteCarlo(3, wrong)).rejects.toThrow(/^run: expected .*, got "abc"$/);
  const failing = monteCarlo(3, async () => layer.forward(x), {
    progress: () => {
      throw new Error('enough');
    },
  });
  await expect(failing).rejects.toThrow('enough');
  expect(generator.draw).toBe(0);
});
