/** Both recipes for jax-js drop what Mask.apply drops, forward and backward, eager and compiled. */

import { grad, type Array as JaxArray, jit, numpy as np } from '@jax-js/jax';
import { Mask } from 'native-dropout';
import { describe, expect, test } from 'vitest';
import { recipe } from './recipe.js';

type Step = (...arrays: JaxArray[]) => JaxArray;

interface Recipe {
  dropout: (x: JaxArray, mask: JaxArray) => JaxArray;
  /** The mask of the next draw, as the recipe hands it to jax-js. */
  next: (n: number) => JaxArray;
  step: Step;
  y: number[];
}

async function scales(): Promise<Recipe> {
  type Declared = Omit<Recipe, 'next'> & { nextScale: Recipe['next'] };
  const { nextScale, ...rest } = await recipe<Declared>('jax-js', ['dropout', 'nextScale', 'step', 'y']);
  return { ...rest, next: nextScale };
}

async function bits(): Promise<Recipe> {
  type Declared = Omit<Recipe, 'next'> & { nextBits: Recipe['next'] };
  const { nextBits, ...rest } = await recipe<Declared>('jax-js, packed bits', ['dropout', 'nextBits', 'step', 'y']);
  return { ...rest, next: nextBits };
}

/** Not a multiple of 32, so that the last word has unused bits. */
const N = 1000;

/** Of both signs, with numbers that a product with zero would not make +0. */
const values = Float32Array.from({ length: N }, (_, i) => [i / 7, -i / 3, Number.NaN, Number.NEGATIVE_INFINITY][i % 4]);

/** A mask with the recipes' seed and p. The recipes use draw 0 for the values that they show. */
const maskOf = (draw: number) => new Mask({ seed: 8, draw, p: 0.1 });

describe.each([
  { name: 'scales', load: scales },
  { name: 'packed bits', load: bits },
])('$name', ({ load }) => {
  test('give the values of Mask.apply, compiled or not, another mask in each step', async () => {
    const { dropout, next } = await load();
    const compiled = jit(dropout);
    for (const draw of [1, 2, 3]) {
      const [x, mask] = [np.array(values), next(N)];
      const expected = maskOf(draw).apply(values);
      expect(compiled(x.ref, mask.ref).dataSync()).toEqual(expected);
      expect(dropout(x, mask).dataSync()).toEqual(expected);
    }
    expect(maskOf(1).toBits(N)).not.toEqual(maskOf(2).toBits(N));
  });

  test('give the gradient of x, which is the scale', async () => {
    const { dropout, next } = await load();
    const gradient = jit(grad((x: JaxArray, mask: JaxArray) => np.sum(dropout(x, mask))));
    const x = np.array(values.map((_, i) => i - N / 2));
    expect(gradient(x, next(N)).dataSync()).toEqual(maskOf(1).apply(new Float32Array(N).fill(1)));
  });

  test('take x of any shape', async () => {
    const { dropout, next } = await load();
    const flat = maskOf(1).apply(values);
    const mask = next(N);
    const shaped = load === scales ? mask.reshape([10, 100]) : mask;
    expect(dropout(np.array(values).reshape([10, 100]), shaped).dataSync()).toEqual(flat);
  });

  test('show the same, and go on with the same masks, when run again', async () => {
    const [first, second] = [await load(), await load()];
    expect(first.y).toContain(0);
    expect(second.y).toEqual(first.y);
    expect(second.next(N).dataSync()).toEqual(first.next(N).dataSync());
  });
});

test('a mask made in a jitted function stays that of the first step, as the page warns', async () => {
  const { dropout, next } = await scales();
  const wrong = jit((x: JaxArray) => dropout(x, next(N)));
  const x = np.array(values);
  const first = wrong(x.ref).dataSync();
  expect(wrong(x).dataSync()).toEqual(first);
});

test('the step with scales trains no weight of a dropped element, for each mask', async () => {
  const { step, next } = await scales();
  const x = values.map((_, i) => i + 1);
  for (const draw of [1, 2]) {
    const kept = maskOf(draw).apply(x);
    expect(step(np.zeros([N]), np.array(x), next(N)).dataSync()).toEqual(kept.map((y) => 0 - y));
  }
});

test('the step with packed bits drops by each mask', async () => {
  const { step, next } = await bits();
  const x = values.map((_, i) => i + 1);
  for (const draw of [1, 2]) {
    expect(step(np.array(x), next(N)).dataSync()).toEqual(
      maskOf(draw)
        .apply(x)
        .map((y) => 2 * y),
    );
  }
});
