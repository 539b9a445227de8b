/** The memory that all workers share: the arrays of a training run, on SharedArrayBuffers. */

import type { Digits } from '../shared/mlp/digits.js';
import type { MasksState } from '../shared/mlp/masks.js';
import { LENGTH } from '../shared/mlp/model.js';
import { newRun, type Run, resume } from '../shared/mlp/run.js';
import { SETTINGS } from '../shared/mlp/settings.mjs';
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

/** A checkpoint, and the steps between two. */
export interface Saving {
  checkpoint: string;
  every: number;
}

/** The message that starts a worker. */
export interface Task {
  /** The file that the worker runs. */
  program: string;
  worker: number;
  workers: number;
  /** The first step, and the number of steps. */
  step: number;
  steps: number;
  saving: Saving | undefined;
  memory: Memory;
  masks: MasksState;
}

/** What to train, without the workers. */
export interface Training {
  program: string;
  steps: number;
  saving?: Saving | undefined;
  digits: Digits;
}

/** Continues from the checkpoint, if there is one. */
export function tasks(workers: number, { program, steps, saving, digits }: Training): Task[] {
  const run = newRun(shared);
  if (saving !== undefined) resume(run, saving.checkpoint);
  const { step, masks } = run;
  const memory = memoryOf(digits, run);
  const task = { program, workers, step, steps, saving, memory, masks: masks.state };
  return Array.from({ length: workers }, (_, worker) => ({ worker, ...task }));
}

function memoryOf(digits: Digits, { weights, velocity, digests }: Run): Memory {
  const gradients = floats(LENGTH * SETTINGS.microBatches);
  return { digits, weights, velocity, gradients, digests, barrier: new Int32Array(shared(BARRIER)) };
}

/** Shares the digits, which are the same in every run. */
export function share({ pixels, labels }: Digits): Digits {
  const copy: Digits = { pixels: floats(pixels.length), labels: new Uint8Array(shared(labels.length)) };
  copy.pixels.set(pixels);
  copy.labels.set(labels);
  return copy;
}

function floats(length: number): Float32Array {
  return new Float32Array(shared(4 * length));
}

function shared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}
