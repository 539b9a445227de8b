/** The speeds that the package must reach here. */

import { Mi, sizeName } from '../trial/cases.js';
import type { BackendName } from './backends.js';
import { MODELS, type ModelName } from './models/index.js';
import type { CheckpointResult, OpResult, PassesResult, StepResult } from './results.js';

export interface Verdict {
  line: string;
  held: boolean;
}

/** How many times as fast as tf.dropout, for 1 Mi elements. */
const TIMES: Readonly<Record<BackendName, Partial<Record<OpResult['pass'], number>>>> = {
  cpu: { forward: 30 },
  wasm: { forward: 30 },
  tensorflow: { forward: 20, 'forward and backward': 3 },
};

/** The time of ours, forward in tfjs-node, over that of tf.mul. */
const TO_MULTIPLY = 1.3;

/** The share of a step in tfjs-node: in itself, and over that of a multiplication in the place of dropout. */
const SHARES: Partial<Record<ModelName, number>> = { mlp: 0.02, transformer: 0.05 };
const TO_MULTIPLIED = 1.25;

/** The time of Monte Carlo passes over that of as many predictions that drop. */
const TO_PREDICTIONS = 1.05;

/** The time of a checkpoint over that of files of the same weights. */
const TO_FILES = 1.05;

export interface Results {
  readonly ops: readonly OpResult[];
  readonly steps: readonly StepResult[];
  readonly passes: readonly PassesResult[];
  readonly checkpoints: readonly CheckpointResult[];
}

/** Verdicts on the results that have a target. */
export function verdicts({ ops, steps, passes, checkpoints }: Results): Verdict[] {
  return [
    ...[...ops.flatMap(opVerdicts), ...steps.flatMap(stepVerdicts)],
    ...[...passes.map(passesVerdict), ...checkpoints.map(checkpointVerdict)],
  ];
}

const verdict = (what: string, got: number, sign: '≥' | '≤', bound: number): Verdict => {
  const held = sign === '≥' ? got >= bound : got <= bound;
  return { held, line: `${what}: ${got.toFixed(got < 0.1 ? 3 : 2)} (${sign} ${bound}): ${held ? 'held' : 'missed'}` };
};

function opVerdicts({ backend, pass, n, p, times, toMultiply }: OpResult): Verdict[] {
  const what = `${backend}, ${pass}, ${sizeName(n)}, p = ${p}`;
  const bound = n === Mi ? TIMES[backend][pass] : undefined;
  return [
    ...(bound === undefined ? [] : [verdict(`${what}, times as fast as tf.dropout`, times, '≥', bound)]),
    ...(backend === 'tensorflow' && toMultiply !== undefined
      ? [verdict(`${what}, time / tf.mul`, toMultiply, '≤', TO_MULTIPLY)]
      : []),
  ];
}

function stepVerdicts({ backend, model, shares: { ours, multiplied } }: StepResult): Verdict[] {
  const bound = backend === 'tensorflow' ? SHARES[model] : undefined;
  if (bound === undefined) return [];
  const what = `${backend}, ${MODELS[model].title}, share of a step`;
  return [
    verdict(what, ours.median, '≤', bound),
    verdict(`${what} / that of tf.mul`, ours.median / multiplied.median, '≤', TO_MULTIPLIED),
  ];
}

function passesVerdict({ backend, batch, passes, ratio }: PassesResult): Verdict {
  const what = `${backend}, ${passes} Monte Carlo passes, batch ${batch} / predictions that drop`;
  return verdict(what, ratio, '≤', TO_PREDICTIONS);
}

function checkpointVerdict({ backend, saved, weights, ratio }: CheckpointResult): Verdict {
  const what = `${backend}, checkpoint of ${weights.toLocaleString('en-US')} weights (${saved}) / files of them`;
  return verdict(what, ratio, '≤', TO_FILES);
}
