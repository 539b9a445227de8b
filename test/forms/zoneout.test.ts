/** Zoneout gives where(mask, next, previous) in training, and the expectation of that in evaluation. */

import { describe, expect, test } from 'vitest';
import { Generator, Mask, Zoneout, zoneout } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { expectSame } from '../support/same.js';

const n = 3000;
const next = new Generator(1).normal(n);
const previous = new Generator(2).normal(n);
next[5] = Number.NaN;
previous[6] = Infinity;

describe.each(engines)('%s', (engine) => {
  test.each([0, 0.15, 0.5, 1])('p = %d', (p) => {
    const kept = new Mask({ seed: 8, draw: 0, p }).toUint8Array(n);
    const y = zoneout(next, previous, p, { generator: new Generator(8), engine });
    expectSame(
      y,
      next.map((value, i) => (kept[i] === 1 ? value : previous[i])),
      'training',
    );
    const { fround } = Math;
    const weighed = next.map((value, i) => fround(value * fround(1 - p)) + fround(previous[i] * fround(p)));
    const expected = p === 0 ? next : p === 1 ? previous : weighed;
    expectSame(zoneout(next, previous, p, { training: false, engine }), expected, 'evaluation');
  });

  test('may write over the previous state', () => {
    const state = previous.slice();
    const expected = zoneout(next, previous, 0.3, { generator: new Generator(8), engine });
    expect(zoneout(next, state, 0.3, { generator: new Generator(8), engine, out: state })).toBe(state);
    expectSame(state, expected, 'in place of it');
  });

  test('a slice of the states has the result of the whole', () => {
    const whole = zoneout(next, previous, 0.3, { generator: new Generator(8), engine });
    const options = { generator: new Generator(8), engine, offset: 100 };
    expectSame(zoneout(next.subarray(100), previous.subarray(100), 0.3, options), whole.slice(100), 'from 100 on');
  });
});

test('each gradient goes to the state that the unit took', () => {
  const layer = new Zoneout(0.3, { generator: new Generator(8) });
  layer.forward(next, previous);
  const dy = new Generator(3).normal(n);
  const { dnext, dprevious } = layer.backward(dy);
  const kept = new Mask({ seed: 8, draw: 0, p: 0.3 }).toUint8Array(n);
  expect(dnext).toEqual(dy.map((value, i) => (kept[i] === 1 ? value : 0)));
  expect(dprevious).toEqual(dy.map((value, i) => (kept[i] === 1 ? 0 : value)));
  layer.eval().forward(next, previous);
  const weighed = layer.backward(dy);
  expect(weighed.dnext).toEqual(dy.map((value) => value * Math.fround(0.7)));
  expect(weighed.dprevious).toEqual(dy.map((value) => value * Math.fround(0.3)));
});

test.each([
  [() => zoneout(next, previous.subarray(1), 0.5), /^previous: expected length 3000 like the input, got 2999$/],
  [() => zoneout(next, new Float64Array(n) as never, 0.5), /^previous: expected a Float32Array like the input/],
  [() => zoneout([1] as never, previous as never, 0.5), /^next: expected/],
  [() => zoneout(next, previous, -1), /^p: /],
])('bad input: %o', (call, message) => {
  expect(call).toThrow(message);
});
