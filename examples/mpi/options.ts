import { parseArgs } from 'node:util';
import { count } from '../shared/mlp/count.js';
import { STEPS } from '../shared/mlp/settings.js';
import type { WayName } from './exchange.js';

export interface Options {
  /** Steps of the whole run, those before a checkpoint included. */
  steps: number;
  way: WayName;
  /** A file, written by rank 0. */
  checkpoint: string | undefined;
  /** Steps from one checkpoint to the next. */
  every: number;
  resume: boolean;
  /** Says what a step costs. */
  times: boolean;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      steps: { type: 'string', default: String(STEPS) },
      alltoall: { type: 'boolean', default: false }, // the same bits, of fewer bytes
      allreduce: { type: 'boolean', default: false }, // MPI adds the gradients, in an order of its own
      checkpoint: { type: 'string' },
      every: { type: 'string', default: '16' },
      resume: { type: 'boolean', default: false },
      times: { type: 'boolean', default: false },
    },
  });
  const { alltoall, allreduce, checkpoint, resume, times } = values;
  if (alltoall && allreduce) throw new Error('--alltoall, --allreduce: expected one of them');
  if (resume && checkpoint === undefined) throw new Error('--resume: expected --checkpoint FILE beside it');
  return {
    steps: count('--steps', values.steps),
    way: alltoall ? 'alltoall' : allreduce ? 'allreduce' : 'allgather',
    checkpoint,
    every: count('--every', values.every),
    resume,
    times,
  };
}
