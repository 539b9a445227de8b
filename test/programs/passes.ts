/** Monte Carlo passes, synchronous or not. */

import assert from 'node:assert/strict';
import { type Again, type MonteCarloOptions, monteCarlo } from 'native-dropout';
import { momentsOf, quantileOf, uncertaintyOf, votesOf } from '../reference/passes.js';
import type { Passes, Step } from './steps.js';
import { type AnyArray, assertClose, assertSame } from './store.js';
import { type Memory, NOTHING, pick, type World } from './world.js';

type Perform = (world: World, step: Step) => void;

/** What is different in passes: where generators are, and what layers remember. */
class States {
  readonly #places: unknown[];
  readonly #memories: Memory[];

  constructor({ generators, layers }: World) {
    this.#places = generators.map(({ place }) => place);
    this.#memories = layers.map(({ memory }) => memory);
  }

  restore({ generators, layers }: World): void {
    generators.forEach((generator, i) => {
      Object.assign(generator, { place: this.#places[i] });
    });
    layers.forEach((layer, i) => {
      layer.memory = this.#memories[i];
    });
  }
}

class Thrown extends Error {}

const CLASSES = 6;
const LENGTH = 48;
const FRACTIONS = [0, 0.3, 1];

export const OPTIONS = ['samples', 'quantiles', 'progress', 'dtype', 'classes'] as const;

/** In each pass layers begin with what the pass before left, at first with nothing. Outside, all is as before. */
class Model {
  readonly returned: number[][] = [];
  /** Whether a pass took a draw. */
  drew = false;
  failure: unknown;
  readonly #world: World;
  #inner: States | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  run(steps: readonly Step[], perform: Perform): void {
    const world = this.#world;
    const [outer, draws] = [new States(world), world.draws];
    if (this.#inner === undefined) this.#begin();
    else this.#inner.restore(world);
    world.depth += 1;
    try {
      for (const step of steps) perform(world, step);
    } catch (error) {
      this.failure = error;
      throw error;
    }
    world.depth -= 1;
    this.#inner = new States(world);
    outer.restore(world);
    this.drew ||= world.draws > draws;
  }

  /** Sets each generator to where it is: from then on the passes have their own place of it. */
  #begin(): void {
    const { layers, generators } = this.#world;
    for (const layer of layers) layer.memory = NOTHING;
    for (const generator of generators) generator.settle();
  }
}

/** Positive numbers that add up to 1 in each row. */
function probabilities(numbers: readonly number[]): number[] {
  const positive = numbers.map((value) => (Math.abs(value) < 100 ? Math.abs(value) + 0.01 : 1));
  return positive.map((value, i) => {
    const first = i - (i % CLASSES);
    return value / positive.slice(first, first + CLASSES).reduce((sum, other) => sum + other);
  });
}

/** The options of a step, and what its run() returns: y as an output, alone or beside others. */
function kindOf({ result, options: code }: Passes) {
  const several = pick(['one', 'one', 'list', 'object'] as const, result >> 3);
  const classified = code % 3 === 0;
  const all: Required<MonteCarloOptions> = {
    samples: true,
    quantiles: FRACTIONS,
    classes: pick([CLASSES, CLASSES, [undefined, CLASSES], { y: CLASSES }], result >> 3),
    progress: () => {},
    dtype: 'float16',
  };
  const given = OPTIONS.filter((name, i) => (name === 'classes' ? classified : (code >> i) % 2 === 1));
  const options: MonteCarloOptions = Object.fromEntries(given.map((name) => [name, all[name]]));
  const outputs = (y: ArrayLike<number>): unknown =>
    several === 'one' ? y : several === 'list' ? [Int32Array.of(1, -2), y] : { y, other: [7] };
  const resultOf = (results: unknown): Record<string, unknown> => {
    const of = results as Record<string, unknown>;
    return (several === 'one' ? of : several === 'list' ? of[1] : of.y) as Record<string, unknown>;
  };
  return { options, outputs, resultOf, classified };
}

export function passes(world: World, step: Passes, perform: Perform): void {
  const { n, throws, body } = step;
  const waits = world.depth === 0 && step.waits < 4 ? step.waits : undefined;
  const { options, outputs, resultOf, classified } = kindOf(step);
  world.say(`monteCarlo(${n}, ${JSON.stringify(options)}), waits: ${waits}, throws: ${throws === 0}`);
  const model = new Model(world);
  const output = (): unknown => {
    if (throws === 0 && model.returned.length === n - 1) throw new Thrown();
    const kind = step.result % 3 === 0 ? Float64Array : Float32Array;
    const alike = world.store.alike(kind, LENGTH);
    const y = (alike.length === 0 ? new kind(LENGTH) : pick(alike.reverse(), step.result >> 2)) as Float32Array;
    const numbers = classified ? probabilities(Array.from(y)) : Array.from(y);
    model.returned.push(numbers);
    if (classified) return outputs(numbers);
    return outputs(waits === undefined ? y : y.slice()); // steps may write to y before it is read
  };
  const finish = (results: unknown): void => {
    world.say('the end of monteCarlo');
    if (model.failure !== undefined) throw model.failure;
    assert(throws > 0 && model.drew, 'monteCarlo throws if run() throws or nothing was drawn');
    checkResult(world, resultOf(results), model.returned, options);
  };
  const fail = (thrown: unknown): void => {
    if (model.failure !== undefined) throw model.failure;
    if (throws === 0 && thrown instanceof Thrown) return;
    if (!model.drew && (thrown as Error).constructor === Error) return;
    throw new Error('monteCarlo threw', { cause: thrown });
  };
  if (waits !== undefined) {
    const run = async (again: Again): Promise<never> => {
      model.run(body.slice(1), perform);
      for (let i = 0; i < waits; ++i) await undefined;
      again(() => model.run(body.slice(0, 1), perform));
      return output() as never;
    };
    world.waiting.push(monteCarlo(n, run, options).then(finish, fail));
    return;
  }
  const run = (): never => {
    model.run(body, perform);
    return output() as never;
  };
  let results: unknown;
  try {
    results = monteCarlo(n, run, options);
  } catch (error) {
    fail(error);
    return;
  }
  finish(results);
}

function checkResult(
  world: World,
  result: Record<string, unknown>,
  returned: readonly (readonly number[])[],
  { samples, quantiles, classes }: MonteCarloOptions,
): void {
  const { mean, std } = momentsOf(returned);
  assertSame(world.made(result.mean as AnyArray), mean, 'mean');
  assertSame(world.made(result.std as AnyArray), std, 'std');
  const sampled = result.samples as Float64Array[] | undefined;
  assert.equal(sampled?.length, samples ? returned.length : undefined, 'samples');
  for (const [i, sample] of (sampled ?? []).entries())
    assertSame(sample, Float64Array.from(returned[i]), `sample ${i}`);
  assert.equal(result.quantiles !== undefined, quantiles !== undefined);
  for (const [i, fraction] of (quantiles ?? []).entries()) {
    assertClose((result.quantiles as Float64Array[])[i], quantileOf(returned, fraction), `quantile ${fraction}`);
  }
  assert.equal(result.votes !== undefined, classes !== undefined);
  if (classes === undefined) return;
  assert.deepEqual(Array.from(result.votes as Uint32Array), votesOf(returned, CLASSES), 'votes');
  const { entropy, mutualInformation } = uncertaintyOf(returned, CLASSES);
  assertClose(result.entropy as Float64Array, entropy, 'entropy');
  assertClose(result.mutualInformation as Float64Array, mutualInformation, 'mutual information');
}
