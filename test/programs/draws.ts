/** Steps on generators and masks. */

import assert from 'node:assert/strict';
import { Mask, manualSeed } from 'native-dropout';
import { selecting } from '../reference/forms.js';
import type { Drawer } from '../reference/mask.js';
import { childOfName, childOfNumber, KINDS, type Kind, normals, permutation, uniforms } from '../reference/numbers.js';
import { sizeOf } from '../reference/shapes.js';
import type { StoredArray } from '../reference/values.js';
import { attempt } from './attempt.js';
import type { Wrong } from './bad.js';
import { type OwnGenerator, SourceModel } from './generators.js';
import { DTYPES } from './input.js';
import { bitsOf, drawnMask, type MaskModel, storedMask } from './masks.js';
import { offsetOf, targetOf } from './operation.js';
import { sourceStep } from './source-step.js';
import type { GeneratorStep, MaskStep } from './steps.js';
import { assertSame } from './store.js';
import { type AnyMask, type MaskHeld, pick, show, type World } from './world.js';

const LENGTHS = [0, 1, 3, 31, 32, 33, 48, 65];
const RANGES = [{}, { low: -0.5, high: 0.5 }, { low: 1, high: 1 }, { low: 0, high: 1e-45 }, { low: -3e38, high: 1 }];
const NORMALS = [{}, { std: 0.1 }, { mean: -2, std: 3 }, { mean: 1, std: 0 }];

export function generatorStep(world: World, step: GeneratorStep): void {
  const { generator, act, p, value } = step;
  const known = world.generator(generator);
  world.say(`generator ${world.generators.indexOf(known)}: ${act} ${value} ${p}`);
  if (known instanceof SourceModel) {
    sourceStep(world, known, step);
    return;
  }
  const { real, exhausted, place: drawer } = known;
  const { seed, draw } = drawer;
  switch (act) {
    case 'uniform':
    case 'normal':
      numbers(world, known, exhausted, step);
      return;
    case 'permutation': {
      const n = pick(LENGTHS, value);
      const order = attempt(world, act, exhausted, () => real.permutation(n));
      if (exhausted !== undefined) return;
      world.drawn(known, known, 'function');
      assertSame(order as Uint32Array, Uint32Array.from(permutation(drawer, n)), act);
      world.hold(order as Uint32Array);
      return;
    }
    case 'mask': {
      const mask = attempt(world, act, exhausted, () => real.mask(p));
      if (exhausted !== undefined) return;
      world.drawn(known, known, 'mask');
      world.masks.push({ real: mask as Mask, model: drawnMask(drawer, p) });
      return;
    }
    case 'split': {
      const child = value % 2 === 0 ? value : `layer ${value}`;
      const made = real.split(child);
      const expected = typeof child === 'number' ? childOfNumber(seed, child) : childOfName(seed, child);
      assert.deepEqual([made.seed, made.draw], [expected, 0], 'the child');
      return;
    }
    case 'draw':
      real.draw = value;
      known.place = { seed, draw: value };
      return;
    case 'state':
      assert.deepEqual(real.state, { seed: String(seed), draw }, 'the state');
      assert.deepEqual(JSON.parse(JSON.stringify(real)), { seed: String(seed), draw }, 'the JSON');
      return;
    case 'load':
      real.state = { seed: String(value), draw: value % 7 };
      known.place = { seed: BigInt(value), draw: value % 7 };
      return;
    case 'seed':
      manualSeed(value);
      world.generators[0].place = { seed: BigInt(value), draw: 0 };
  }
}

/** Methods that fill an array with random numbers, and their references. `value` selects the options. */
const NUMBERS = {
  uniform: {
    options: (value: number) => pick(RANGES, value),
    expected(drawer: Drawer, n: number, kind: Kind, { low = 0, high = 1 }: { low?: number; high?: number }) {
      return uniforms(drawer, n, kind, low, high);
    },
  },
  normal: {
    options: (value: number) => pick(NORMALS, value),
    expected(drawer: Drawer, n: number, kind: Kind, { mean = 0, std = 1 }: { mean?: number; std?: number }) {
      return normals(drawer, n, kind, mean, std);
    },
  },
};

function numbers(world: World, known: OwnGenerator, wrong: Wrong | undefined, step: GeneratorStep): void {
  const { value, x, engine } = step;
  const act = step.act === 'uniform' ? 'uniform' : 'normal';
  const options = NUMBERS[act].options(value);
  const fills = x % 2 === 0;
  const kind = fills && value % 3 === 0 ? KINDS[64] : KINDS[32];
  const n = pick(LENGTHS, x >> 1);
  const target = fills ? world.array(kind.bits === 64 ? 'float64' : 'float32', n, x) : n;
  const expected = NUMBERS[act].expected(known.place, n, kind, options);
  const run = (known.real[act] as (...args: unknown[]) => unknown).bind(known.real);
  const y = attempt(world, act, wrong, () => run(target, { ...options, ...world.engine(engine) })) as StoredArray;
  if (wrong !== undefined) return;
  world.drawn(known, known, 'function');
  if (fills) assert(y === target, 'the array that was given is not returned');
  else world.made(y);
  assertSame(y, kind.Array.from(expected), act);
  world.hold(y);
}

/** Packed words of elements that are kept or not. */
function packed(kept: readonly number[]): Uint32Array {
  const words = new Uint32Array(Math.ceil(kept.length / 32));
  kept.forEach((one, i) => {
    words[Math.floor(i / 32)] += one * 2 ** (i % 32);
  });
  return words;
}

/** n elements from `first` on. */
function keptOf(model: MaskModel, first: number, n: number): number[] {
  const bits = bitsOf(model);
  return Array.from({ length: n }, (_, i) => Number(bits.kept(first + i)));
}

export function maskStep(world: World, step: MaskStep): void {
  if (world.masks.length === 0 || step.act === 'new') {
    newMask(world, step);
    return;
  }
  const held = pick(world.masks, step.mask);
  const { real, model } = held;
  world.say(`mask ${world.masks.indexOf(held)}: ${step.act}`);
  const length = model.limit - model.offset;
  const n = Math.min(pick(LENGTHS, step.value), length);
  const offset = Math.min(offsetOf(step.offset, 2 ** 40), length - n);
  const options = { ...(offset === 0 ? {} : { offset }), ...world.engine(step.engine) };
  const kept = () => keptOf(model, model.offset + offset, n);
  world.calls += 1;
  switch (step.act) {
    case 'apply':
      applyMask(world, held, step);
      return;
    case 'bits':
      assertSame(world.made(real.toBits(n, options)), packed(kept()), 'toBits');
      return;
    case 'bytes':
      assertSame(world.made(real.toUint8Array(n, options)), Uint8Array.from(kept()), 'toUint8Array');
      return;
    case 'count':
      assert.equal(
        real.count(n, options),
        kept().reduce((sum, one) => sum + one, 0),
        'count',
      );
      return;
    case 'slice': {
      const sliced: MaskHeld = { real: real.slice(offset), model: { ...model, offset: model.offset + offset } };
      assert.equal(sliced.real.offset, model.offset + offset, 'the offset of a slice');
      world.masks.push(sliced);
      applyMask(world, sliced, step);
      return;
    }
    case 'stored': {
      const bits = kept();
      const words = packed(bits);
      const made = step.value % 2 === 0;
      const stored = made
        ? Mask.fromBits(words, { p: step.p, length: n })
        : Mask.fromBytes(Uint8Array.from(bits), { p: step.p });
      words.fill(0); // the mask has a copy of them
      world.masks.push({ real: stored, model: storedMask(bits, step.p) });
      return;
    }
    case 'json': {
      const json = JSON.parse(JSON.stringify(real));
      const copy: AnyMask = model.drawer === undefined || step.value % 2 === 0 ? Mask.fromJSON(json) : new Mask(json);
      const isGiven = model.drawer === undefined;
      const same = isGiven ? storedMask(keptOf(model, model.offset, length), model.p, model.factor) : model;
      const made = { real: copy, model: same };
      world.masks.push(made);
      applyMask(world, made, step);
    }
  }
}

function newMask(world: World, { p, value, offset }: MaskStep): void {
  world.say(`new Mask ${value} ${p}`);
  const parameters = { seed: value, draw: value % 3, p, offset: offsetOf(offset, 300) };
  const drawer = { seed: BigInt(value), draw: value % 3 };
  world.masks.push({ real: new Mask(parameters), model: drawnMask(drawer, p, parameters.offset) });
}

const NOISE_SHAPES = [undefined, [1, null, null], [null, 1, null], [null, 1, 1], [1, null, 1]] as const;

function applyMask(world: World, { real, model }: MaskHeld, step: MaskStep): void {
  const rest = model.limit - model.offset;
  const isWhole = model.drawer === undefined && step.value % 4 > 0; // the rest of given bits
  const first = Math.min(offsetOf(step.offset, 0), rest);
  const shape = isWhole ? [rest - first] : [2, 3, 8];
  const noiseShape = isWhole ? undefined : pick(NOISE_SHAPES, step.shape);
  const form = selecting(() => (axis) => noiseShape?.[axis] === 1);
  const elements = form.elements(shape);
  const dtype = pick(DTYPES, step.dtype);
  const x = world.array(dtype, sizeOf(shape), step.x);
  const target = targetOf(world, step.target, x, dtype, true);
  const offset = isWhole ? first : offsetOf(step.offset, elements);
  const options = {
    ...(noiseShape === undefined && !step.shaped ? {} : { shape, noiseShape }),
    ...(x instanceof Uint16Array ? { dtype } : {}),
    ...(offset === 0 ? {} : { offset }),
    ...target,
    ...world.engine(step.engine),
  };
  const begin = model.offset + offset;
  const wrong = begin + elements > model.limit ? { error: RangeError, names: 'offset' } : undefined;
  world.say(() => `mask ${JSON.stringify(real)}.apply(${show(x)}, ${show(options)})`);
  const expected = wrong === undefined && form.forward({ x, dtype, shape, bits: bitsOf(model), offset: begin });
  const y = attempt(world, 'apply', wrong, () => real.apply(x, options as object));
  if (expected) world.settle({ y: y as StoredArray }, expected, target.out ?? (target.inplace ? x : 'fresh'), dtype);
}
