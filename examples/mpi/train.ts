/**
 * Trains the network of examples/data-parallel on ranks of Open MPI. Any number of ranks gives the same masks and weights,
 * to the bit; with --allreduce only the same masks.
 */

import { program } from '../../tools/command-line.mjs';
import { readDigits } from '../shared/mlp/digits.js';
import { DIGESTS } from '../shared/mlp/masks.js';
import { printOutcome } from '../shared/mlp/outcome.js';
import { SETTINGS } from '../shared/mlp/settings.js';
import { heading, line, number } from '../shared/terminal.js';
import { type Checkpoint, parseCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoint.js';
import { bytesReceived, microBatchesOf, WAYS } from './exchange.js';
import { type Mpi, startMpi } from './mpi.js';
import { type Options, readMpiOptions } from './options.js';
import { beginning, train } from './run.js';
import { Stopwatch } from './stopwatch.js';

const { microBatches } = SETTINGS;

await program(() => {
  const options = readMpiOptions();
  const mpi = startMpi();
  if (mpi.size > microBatches) {
    throw new RangeError(
      `-n: expected at most ${microBatches} ranks, one for each micro-batch of a batch, got ${mpi.size}`,
    );
  }
  const state = begin(mpi, options);
  if (mpi.rank === 0) announce(mpi, options, state);
  work(mpi, options, state);
  mpi.finalize();
});

function begin(mpi: Mpi, { resume, checkpoint }: Options): Checkpoint {
  return resume && checkpoint !== undefined ? resumed(mpi, checkpoint) : beginning();
}

/** Rank 0 reads the file and sends it: other ranks may have no access to its disk. */
function resumed({ rank, broadcast }: Mpi, file: string): Checkpoint {
  const read = rank === 0 ? readCheckpoint(file) : new Uint8Array();
  const length = Uint32Array.of(read.length);
  broadcast(new Uint8Array(length.buffer));
  const bytes = rank === 0 ? read : new Uint8Array(length[0]);
  broadcast(bytes);
  return parseCheckpoint(bytes);
}

function announce({ size }: Mpi, { steps, way }: Options, { step }: Checkpoint): void {
  heading(`${size} ${size === 1 ? 'rank' : 'ranks'}, ${way}, steps ${step + 1} to ${steps}`);
  if (process.env.OMPI_COMM_WORLD_SIZE === undefined) {
    line('this is the only rank; to start more: mpirun -n 4 node --import tsx examples/mpi/train.ts');
  }
  if (!WAYS[way].ordered) line('MPI adds the gradients in its own order: weights depend on the number of ranks');
}

function work(mpi: Mpi, { steps, way, checkpoint, every, times }: Options, state: Checkpoint): void {
  const { rank, size } = mpi;
  const digits = readDigits();
  const counts = microBatchesOf(size).map((count) => (count * DIGESTS) / microBatches);
  const gatherDigests = () => mpi.allgather(state.digests, counts);

  const afterStep = (now: Checkpoint) => {
    if (checkpoint === undefined || now.step % every !== 0) return;
    gatherDigests();
    if (rank === 0) writeCheckpoint(checkpoint, now);
  };
  const stopwatch = new Stopwatch();
  const start = performance.now();
  train(state, steps, digits.training, { rank, size, exchange: WAYS[way].start(mpi), afterStep }, stopwatch);
  const seconds = (performance.now() - start) / 1000;

  gatherDigests();
  if (rank !== 0) return;
  printOutcome({ ...state, seconds }, digits.test);
  if (!times) return;
  line(`step     ${stopwatch.medians}, ${number(bytesReceived(WAYS[way], size))} bytes received by a rank`);
}
