/** `npm run bench:tfjs`: measures dropout of TensorFlow.js and of native-dropout/tfjs, alone and in steps of training. */

import { engine } from 'native-dropout';
import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { inFreshProcess } from '../harness/fresh-process.js';
import { machine } from '../harness/machine.js';
import { printMarkdown, printTable } from '../harness/print.js';
import { progress, progressDone } from '../harness/progress.js';
import { writeResults } from '../results.js';
import { sizeName } from '../trial/cases.js';
import { BACKENDS, ENVIRONMENT, missing, THREADS } from './backends.js';
import type { CheckpointTimes, CheckpointTrial } from './checkpoint-trial.js';
import type { OpTimes, OpTrial } from './op-trial.js';
import type { PassesTimes, PassesTrial } from './passes-trial.js';
import { FULL, onlyRows, QUICK } from './plan.js';
import {
  type CheckpointResult,
  type OpResult,
  type PassesResult,
  type StepResult,
  toCheckpointResults,
  toOpResults,
  toPassesResult,
  toStepResult,
} from './results.js';
import type { StepTimes, StepTrial } from './step-trial.js';
import { printCheckpoints, printOps, printPasses, printSteps } from './table.js';
import { verdicts } from './targets.js';

const { quick, backend: only, rows, markdown, json } = readOptions(commandOf('bench:tfjs'));
const wanted = BACKENDS.filter((backend) => only === undefined || only === backend);
const all = quick ? QUICK : FULL;
const plan = rows === undefined ? all : onlyRows(all, rows);
const backends = wanted.filter((backend) => missing(backend) === undefined);

const threads = (count: number): string => `${count} ${count === 1 ? 'thread' : 'threads'}`;

await program(async () => {
  const { name, isa, threads: own } = engine();
  const ops: OpResult[] = [];
  const steps: StepResult[] = [];
  const passes: PassesResult[] = [];
  const checkpoints: CheckpointResult[] = [];
  const versions = new Set<string>();
  for (const backend of backends) {
    for (const one of plan.ops) {
      progress(`${backend}: ${sizeName(one.n)}, p = ${one.p}`);
      const trial: OpTrial = { ...one, backend, budget: plan.opBudget };
      const times = await inFreshProcess<OpTrial, OpTimes>(new URL('op-trial.ts', import.meta.url), trial, ENVIRONMENT);
      ops.push(...toOpResults(backend, one, times));
      versions.add(times.version);
    }
    for (const one of plan.models) {
      progress(`${backend}: ${one.model}`);
      const trial: StepTrial = { ...one, backend, budget: plan.stepBudget[backend] };
      const module = new URL('step-trial.ts', import.meta.url);
      steps.push(toStepResult(trial, await inFreshProcess<StepTrial, StepTimes>(module, trial, ENVIRONMENT)));
    }
    for (const one of plan.passes) {
      progress(`${backend}: ${one.passes} passes`);
      const trial: PassesTrial = { ...one, backend, budget: plan.passesBudget };
      const module = new URL('passes-trial.ts', import.meta.url);
      passes.push(
        toPassesResult(backend, one, await inFreshProcess<PassesTrial, PassesTimes>(module, trial, ENVIRONMENT)),
      );
    }
    for (const weights of plan.checkpoints) {
      progress(`${backend}: checkpoints of ${weights} weights`);
      const trial: CheckpointTrial = { backend, weights, budget: plan.checkpointsBudget };
      const module = new URL('checkpoint-trial.ts', import.meta.url);
      const times = await inFreshProcess<CheckpointTrial, CheckpointTimes>(module, trial, ENVIRONMENT);
      checkpoints.push(...toCheckpointResults(backend, weights, times));
    }
  }
  progressDone();

  const { cpu, cores, node } = machine();
  console.log(`${cpu}, ${cores} cores, Node.js ${node}; native-dropout: ${name} (${isa}), ${threads(own)}`);
  for (const backend of backends) {
    console.log(`TensorFlow.js ${[...versions].join(', ')}, backend ${backend}: ${threads(THREADS[backend])}`);
  }
  for (const backend of wanted) {
    const why = missing(backend);
    if (why !== undefined) console.log(`Without the backend ${backend}: ${why}`);
  }
  if (quick) console.log('--quick: the times mean nothing');

  const print = markdown ? printMarkdown : printTable;
  if (ops.length > 0) printOps(ops, print);
  if (steps.length > 0) printSteps(steps, print);
  if (passes.length > 0) printPasses(passes, print);
  if (checkpoints.length > 0) printCheckpoints(checkpoints, print);
  const targets = quick ? [] : verdicts({ ops, steps, passes, checkpoints });
  if (targets.length > 0) console.log(`\n${targets.map(({ line }) => line).join('\n')}`);
  if (targets.some(({ held }) => !held)) process.exitCode = 1;
  if (json !== undefined) {
    writeResults(json, [...ops, ...steps, ...passes, ...checkpoints], { '@tensorflow/tfjs': [...versions].join(', ') });
  }
});
