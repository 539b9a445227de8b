/** Runs a program: each step runs on the package and on the model, which must agree after it. */

import { setThreads } from 'native-dropout';
import { call } from './calls.js';
import { generatorStep, maskStep } from './draws.js';
import { backward, forward } from './layers.js';
import { layerStep, modelStep } from './model.js';
import { passes } from './passes.js';
import type { Program, Step } from './steps.js';
import { World } from './world.js';

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
      passes(world, step, perform);
  }
  world.check();
}

/**
 * Runs a program. While asynchronous passes wait, its other steps go on.
 * @param used Gets the uses of sources: `layer JaxKey`.
 * @returns The number of calls of the package.
 */
export async function performProgram(program: Program, used = new Set<string>()): Promise<number> {
  const world = new World(program, used);
  try {
    world.check();
    for (const step of program.steps) {
      perform(world, step);
      if (world.waiting.length > 0) await undefined;
    }
    await Promise.all(world.waiting);
    world.check();
  } catch (error) {
    const { message, cause } = error as Error;
    await Promise.allSettled(world.waiting); // an error of theirs would be unhandled
    const why = cause instanceof Error ? `${message}: ${cause.stack}` : message;
    throw new Error(`${why}\nwhat ran:\n${world.trace}`, { cause: error });
  }
  return world.calls;
}
