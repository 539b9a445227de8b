/** The memory that all workers share: the arrays of a training run, on SharedArrayBuffers. */

import { Generator } from 'native-dropout';
import type { Digits } from '../shared/mlp/digits.js';
import { DIGESTS, firstMasks, type MasksState } from '../shared/mlp/masks.js';
import { begin, LENGTH } from '../shared/mlp/model.js';
import { SETTINGS } from '../shared/mlp/settings.js';
import { BARRIER } from './barrier.js';

export interface Memory {
  digits: Digits;
  weights: Float32Array;
  velocity: Float32Array;
  /** One gradient for each micro-batch. */
  gradients: Float32Array;
  digests: Uint8Array;
  barrier: Int32Array;
}

/** The message that starts a worker. */
export interface Task {
  /** The file that the worker runs. */
  program: string;
  worker: number;
  workers: number;
  steps: number;
  memory: Memory;
  masks: MasksState;
}

export function newMemory(digits: Digits, run: Generator): Memory {
  const weights = floats(LENGTH);
  begin(weights, run);
  return {
    digits,
    weights,
    velocity: floats(LENGTH),
    gradients: floats(LENGTH * SETTINGS.microBatches),
    digests: new Uint8Array(new SharedArrayBuffer(DIGESTS)),
    barrier: new Int32Array(new SharedArrayBuffer(BARRIER)),
  };
}

export function tasks(program: string, workers: number, steps: number, digits: Digits): Task[] {
  const run = new Generator(SETTINGS.seed);
  const shared = { program, workers, steps, memory: newMemory(digits, run), masks: firstMasks(run) };
  return Array.from({ length: workers }, (_, worker) => ({ worker, ...shared }));
}

/** Shares the digits, which are the same in every run. */
export function share({ pixels, labels }: Digits): Digits {
  const shared: Digits = {
    pixels: floats(pixels.length),
    labels: new Uint8Array(new SharedArrayBuffer(labels.length)),
  };
  shared.pixels.set(pixels);
  shared.labels.set(labels);
  return shared;
}

function floats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}
