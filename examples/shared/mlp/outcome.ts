/** Prints the result of a run: equal runs print equal lines, except for the time. */

import { line, number } from '../terminal.js';
import type { Digits } from './digits.js';
import { judge } from './judge.js';
import { sha256 } from './masks.js';

export interface Outcome {
  weights: Float32Array;
  digests: Uint8Array;
  seconds: number;
}

export function printOutcome(outcome: Outcome, test: Digits): void {
  line(`masks    sha256 ${sha256(outcome.digests)}`);
  printWeights(outcome, test);
}

export function printWeights({ weights, seconds }: Outcome, test: Digits): void {
  const { loss, accuracy } = judge(weights, test);
  line(`weights  sha256 ${sha256(weights)}`);
  line(`test     loss ${number(loss, 4)}, accuracy ${number(100 * accuracy, 1)} %`);
  line(`time     ${number(seconds, 2)} s`);
}
