/** Runs a program: each step runs on the package and on the model, which must agree after it. */

import assert from 'node:assert/strict';
import { monteCarlo, setThreads } from 'native-dropout';
import type { StoredArray } from '../reference/values.js';
import { call } from './calls.js';
import { generatorStep, maskStep } from './draws.js';
import { backward, forward } from './layers.js';
import { layerStep, modelStep } from './model.js';
import type { Passes, Program, Step } from './steps.js';
import { assertSame } from './store.js';
import { type Memory, NOTHING, pick, World } from './world.js';

function perform(world: World, step: Step): void {
  switch (step.kind) {
    case 'call':
      call(world, step);
      break;
    case 'forward':
      forward(world, step);
      break;
    case 'backward':
      backward(world, step);
      break;
    case 'layer':
      layerStep(world, step);
      break;
    case 'generator':
      generatorStep(world, step);
      break;
    case 'mask':
      maskStep(world, step);
      break;
    case 'model':
      modelStep(world, step);
      break;
    case 'threads':
      setThreads(step.n);
      break;
    case 'passes':
      passes(world, step);
  }
  world.check();
}

class Thrown extends Error {}

/** Welford's method (Technometrics 4, 1962), over passes. */
function statisticsOf(passes: readonly (readonly number[])[]): { mean: Float64Array; std: Float64Array } {
  const mean = Float64Array.from(passes[0]);
  const squares = mean.map(() => 0);
  for (const [k, values] of passes.entries()) {
    if (k === 0) continue;
    values.forEach((value, i) => {
      const change = value - mean[i];
      mean[i] += change / (k + 1);
      squares[i] += change * (value - mean[i]);
    });
  }
  return { mean, std: squares.map((sum) => Math.sqrt(sum / (passes.length - 1))) };
}

/** In each pass layers begin with the memory of new ones. After the passes layers and generators are as before. */
function passes(world: World, { n, throws, result, body }: Passes): void {
  const generators = world.generators.map(({ seed, draw }) => ({ seed, draw }));
  const memories: Memory[] = world.layers.map(({ memory }) => memory);
  const returned: number[][] = [];
  const before = world.draws;
  for (const layer of world.layers) layer.memory = NOTHING;
  world.depth += 1;
  world.say(`monteCarlo(${n}), throws: ${throws === 0}`);
  let failure: unknown;
  const run = (): Float32Array => {
    try {
      for (const step of body) perform(world, step);
    } catch (error) {
      failure = error;
      throw error;
    }
    if (throws === 0 && returned.length === n - 1) throw new Thrown();
    const kind = result % 3 === 0 ? Float64Array : Float32Array;
    const alike = world.store.alike(kind, 48);
    const y = (alike.length === 0 ? new kind(48) : pick(alike.reverse(), result >> 2)) as Float32Array;
    returned.push(Array.from(y));
    return y;
  };
  let made: ReturnType<typeof monteCarlo> | undefined;
  let thrown: unknown;
  try {
    made = monteCarlo(n, run);
  } catch (error) {
    thrown = error;
  }
  if (failure !== undefined) throw failure;
  world.depth -= 1;
  world.say('the end of monteCarlo');
  world.generators.forEach((generator, i) => {
    Object.assign(generator, generators[i]);
  });
  world.layers.forEach((layer, i) => {
    layer.memory = memories[i];
  });
  if (throws === 0) {
    assert(thrown instanceof Thrown, 'what run() throws comes out');
  } else if (world.draws === before) {
    assert.equal((thrown as Error | undefined)?.constructor, Error, 'monteCarlo throws if nothing was drawn');
  } else {
    if (made === undefined) throw new Error('monteCarlo threw', { cause: thrown });
    const { mean, std } = statisticsOf(returned);
    assertSame(world.made(made.mean as StoredArray), mean, 'mean');
    assertSame(world.made(made.std as StoredArray), std, 'std');
  }
}

/** Runs a program. @returns The number of calls of the package. */
export function performProgram(program: Program): number {
  const world = new World(program);
  try {
    world.check();
    for (const step of program.steps) perform(world, step);
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? `${message}: ${cause.stack}` : message;
    throw new Error(`${why}\nwhat ran:\n${world.trace}`, { cause: error });
  }
  return world.calls;
}
