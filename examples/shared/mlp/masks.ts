/** The masks of a step, and a digest of all masks. */

import { createHash } from 'node:crypto';
import { Generator, type GeneratorState, type Mask } from 'native-dropout';
import { PIXELS } from './digits.js';
import { SETTINGS } from './settings.mjs';

const { microBatches, rows, hidden, dropPixel, dropHidden } = SETTINGS;

/** States of the generators of both dropouts. A worker needs nothing else. */
export interface MasksState {
  pixels: GeneratorState;
  hidden: GeneratorState;
}

/** Makes a generator for each dropout by its name, so that adding a layer does not change the others. */
export function firstMasks(run: Generator): MasksState {
  return { pixels: run.split('pixels').state, hidden: run.split('hidden').state };
}

/** In every step each worker takes one mask from each generator, so all have the same masks. Offsets select their parts. */
export class Masks {
  readonly pixels: Generator;
  readonly hidden: Generator;

  constructor({ pixels, hidden }: MasksState) {
    this.pixels = new Generator(pixels);
    this.hidden = new Generator(hidden);
  }

  next(): StepMasks {
    return { pixels: this.pixels.mask(dropPixel), hidden: this.hidden.mask(dropHidden) };
  }

  get state(): MasksState {
    return { pixels: this.pixels.state, hidden: this.hidden.state };
  }
}

export interface StepMasks {
  pixels: Mask;
  hidden: Mask;
}

const DIGEST = 32;

/** Bytes of the digests: a sha256 per micro-batch over its masks of all steps. */
export const DIGESTS = microBatches * DIGEST;

export function digestMasks(digests: Uint8Array, { pixels, hidden: units }: StepMasks, microBatch: number): void {
  const digest = digests.subarray(microBatch * DIGEST, (microBatch + 1) * DIGEST);
  const first = microBatch * rows;
  const next = createHash('sha256')
    .update(digest)
    .update(pixels.toBits(rows * PIXELS, { offset: first * PIXELS }))
    .update(units.toBits(rows * hidden, { offset: first * hidden }));
  digest.set(next.digest());
}

export function sha256(data: Uint8Array | Float32Array): string {
  return createHash('sha256').update(data).digest('hex');
}
