/** Steps on sources: masks and states. */

import assert from 'node:assert/strict';
import type { StoredMaskParameters } from 'native-dropout';
import { attempt } from './attempt.js';
import type { Wrong } from './bad.js';
import type { Saved, SourceModel } from './generators.js';
import { DTYPES } from './input.js';
import type { GeneratorStep } from './steps.js';
import { assertSame } from './store.js';
import { type AnyMask, pick, type World } from './world.js';

const SIZES: readonly (number | readonly number[])[] = [0, 1, 31, 48, 65, [2, 3, 8], 1500, [2, 750]];

/** Wrong arguments of mask(). */
const BAD: readonly { readonly args: readonly unknown[]; readonly wrong: Wrong }[] = [
  { args: [1.5, 48], wrong: { error: RangeError, names: 'p' } },
  { args: [0.5, -1], wrong: { error: RangeError, names: 'size' } },
  { args: [0.5, 48, { dtype: 'int8' }], wrong: { error: RangeError, names: 'dtype' } },
  { args: [0.5, 48, { type: 'float32' }], wrong: { error: TypeError, names: 'options' } },
];

export function sourceStep(world: World, source: SourceModel, step: GeneratorStep): void {
  const { act, value } = step;
  switch (act) {
    case 'state':
    case 'split':
      world.places.push(source.save());
      return;
    case 'seed':
      source.renew(value);
      return;
    case 'load':
    case 'draw':
      if (world.places.length > 0) load(world, source, pick(world.places, value));
      return;
    default:
      mask(world, source, step);
  }
}

function mask(world: World, source: SourceModel, { p, value, x }: GeneratorStep): void {
  const run = source.real.mask.bind(source.real) as (...args: unknown[]) => AnyMask;
  if (value % 8 === 7) {
    const { args, wrong } = pick(BAD, value >> 3);
    attempt(world, 'mask', wrong, () => run(...args));
    return;
  }
  const [size, dtype] = [pick(SIZES, x), pick(DTYPES, x >> 3)];
  const elements = typeof size === 'number' ? size : size.reduce((product, axis) => product * axis);
  const row = { dropping: 'select' } as const;
  const { draw, wrong } = source.next({ row, p, elements, length: elements, dtype, offset: 0 });
  const options = dtype === 'float32' && value % 2 === 0 ? [] : [{ dtype }];
  const real = attempt(world, 'mask', wrong, () => run(p, size, ...options)) as AnyMask;
  if (draw === undefined) return;
  world.drawn(source, draw, 'mask');
  const { words: _, ...others } = real.toJSON() as StoredMaskParameters;
  assert.deepEqual(others, { p, length: elements, factor: draw.mask.factor }, 'the JSON of a mask');
  assertSame(real.toUint8Array(elements), Uint8Array.from(draw.mask.kept), 'the mask');
  world.masks.push({ real, model: draw.mask });
}

/** Sets a state that toJSON() gave. */
function load(world: World, source: SourceModel, saved: Saved): void {
  const wrong = saved.of === source.name ? undefined : { error: RangeError, names: 'state' };
  attempt(world, 'state', wrong, () => {
    source.real.state = JSON.parse(JSON.stringify(saved.json));
  });
  if (wrong === undefined) source.restore(saved);
}
