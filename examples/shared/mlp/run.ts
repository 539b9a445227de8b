/** Everything that training changes: a checkpoint is these values. */

import { isDeepStrictEqual } from 'node:util';
import { Generator, loadCheckpoint } from 'native-dropout';
import { DIGESTS, firstMasks, Masks } from './masks.js';
import { begin, LENGTH } from './model.js';
import { SETTINGS } from './settings.mjs';

export interface Run {
  settings: typeof SETTINGS;
  /** Number of finished steps. */
  step: number;
  weights: Float32Array;
  velocity: Float32Array;
  masks: Masks;
  digests: Uint8Array;
}

/**
 * A run before its first step. Every worker begins with the same weights, because they are a function of the seed.
 * @param allocate Makes the memory of the arrays.
 */
export function newRun(allocate: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes)): Run {
  const generator = new Generator(SETTINGS.seed);
  const floats = () => new Float32Array(allocate(LENGTH * Float32Array.BYTES_PER_ELEMENT));
  const [weights, velocity, digests] = [floats(), floats(), new Uint8Array(allocate(DIGESTS))];
  begin(weights, generator);
  return { settings: SETTINGS, step: 0, weights, velocity, masks: new Masks(firstMasks(generator)), digests };
}

/**
 * Continues from a checkpoint, if there is one.
 * @param from A path, or the bytes of a checkpoint.
 * @throws {Error} if it is of a run with other settings.
 */
export function resume(run: Run, from: string | Uint8Array): void {
  loadCheckpoint(from, run);
  if (isDeepStrictEqual(run.settings, SETTINGS)) return;
  const [expected, got] = [SETTINGS, run.settings].map((settings) => JSON.stringify(settings));
  throw new Error(`checkpoint: expected one of a run with ${expected}, got ${got}`);
}
