/** The one protocol of a forward: functions, layers and tensors draw by it. */

import { ALL_KEPT, type DrawnBits, drawnBits } from './bits.js';
import type { Call } from './call.js';
import { type Made, type Request, readForward } from './form.js';
import { type Generator, nextDraw, take } from './generator.js';
import type { Noise } from './noise-shape.js';

/** What has been read of a call. */
export interface Placed {
  /** The first mask element. */
  readonly index: number;
  readonly noise: Noise | undefined;
}

/** A forward that has run: all that its backward needs. */
export interface Forward<C, M> {
  readonly call: C;
  readonly made: M;
  readonly seed: bigint;
  readonly draw: number;
  readonly bits: DrawnBits;
  /** The probability that the mask was drawn with; in evaluation the p of the form. */
  readonly p: number;
}

/**
 * Reads a call, makes y and takes one draw, which stays where it was if anything throws. The generator may be of a user's
 * class: its fields are read before the call's memory is looked at.
 */
export function drawForward<R, C extends Placed, M>(
  p: number,
  generator: Generator,
  request: R,
  read: (request: R) => C,
  make: (call: C, bits: DrawnBits, p: number) => M,
): Forward<C, M> {
  const { seed, draw } = nextDraw(generator);
  const call = read(request);
  const { index, noise } = call;
  const rate = noise?.rate === undefined ? p : noise.rate(p);
  const bits = drawnBits(seed, draw, rate, index);
  const made = make(call, bits, rate);
  take(generator, draw);
  return { call, made, seed, draw, bits, p: rate };
}

/** Training draws, evaluation does not. */
export function runForward(request: Request, drops: boolean, p: number, generator: Generator): Forward<Call, Made> {
  const { training, evaluation } = request.form;
  if (drops) return drawForward(p, generator, request, readForward, training.forward);
  const call = readForward(request);
  return { call, made: evaluation.forward(call, ALL_KEPT, p), seed: 0n, draw: 0, bits: ALL_KEPT, p };
}
