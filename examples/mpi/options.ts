/** The options of the training over MPI. */

import { readOptions } from '../../tools/command-line.mjs';
import { flag, integer, output } from '../../tools/options.mjs';
import { STEPS } from '../shared/mlp/settings.js';
import type { WayName } from './exchange.js';

const COMMAND = {
  usage: 'mpirun -n 4 node --import tsx examples/mpi/train.ts',
  does: 'Trains a network on ranks of Open MPI. Any number of ranks gives the same masks and weights.',
  options: {
    steps: integer('steps of the whole run, with those before a checkpoint', 1, Infinity, STEPS),
    alltoall: flag('exchanges fewer bytes, and gives the same bits'),
    allreduce: flag('lets MPI add the gradients, in its own order'),
    checkpoint: output('the checkpoint, which rank 0 writes', undefined),
    every: integer('steps between two checkpoints', 1, Infinity, 16),
    resume: flag('begins at the checkpoint'),
    times: flag('also prints the time of a step'),
  },
};

export interface Options {
  steps: number;
  way: WayName;
  checkpoint: string | undefined;
  every: number;
  resume: boolean;
  times: boolean;
}

/** @throws {Error} if options contradict each other. */
export function readMpiOptions(): Options {
  const { alltoall, allreduce, ...others } = readOptions(COMMAND);
  if (alltoall && allreduce) throw new Error('--alltoall, --allreduce: expected one of them');
  if (others.resume && others.checkpoint === undefined) {
    throw new Error('--resume: expected --checkpoint FILE beside it');
  }
  return { ...others, way: alltoall ? 'alltoall' : allreduce ? 'allreduce' : 'allgather' };
}
