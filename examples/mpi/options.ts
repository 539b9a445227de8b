/** The options of the training over MPI. */

import { readOptions } from '../../tools/command-line.mjs';
import { flag, integer } from '../../tools/options.mjs';
import { CHECKPOINT } from '../shared/mlp/options.mjs';
import { STEPS } from '../shared/mlp/settings.mjs';
import type { WayName } from './exchange.js';

const COMMAND = {
  usage: 'mpirun -n 4 node --import tsx examples/mpi/train.ts',
  does: 'Trains a network on ranks of Open MPI. Any number of ranks gives the same masks and weights.',
  options: {
    steps: integer('steps of the whole run, with those before a checkpoint', 1, Infinity, STEPS),
    alltoall: flag('exchanges fewer bytes, and gives the same bits'),
    allreduce: flag('lets MPI add the gradients, in its own order'),
    ...CHECKPOINT,
    times: flag('also prints the time of a step'),
  },
};

export interface Options {
  steps: number;
  way: WayName;
  checkpoint: string | undefined;
  every: number;
  times: boolean;
}

/** @throws {Error} if options contradict each other. */
export function readMpiOptions(): Options {
  const { alltoall, allreduce, ...others } = readOptions(COMMAND);
  if (alltoall && allreduce) throw new Error('--alltoall, --allreduce: expected one of them');
  return { ...others, way: alltoall ? 'alltoall' : allreduce ? 'allreduce' : 'allgather' };
}
