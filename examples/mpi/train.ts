/**
 * Trains the network of examples/data-parallel on ranks of Open MPI. Any number of ranks gives the same masks and weights,
 * to the bit; with --allreduce only the same masks.
 */

import { existsSync, readFileSync } from 'node:fs';
import { saveCheckpoint } from 'native-dropout';
import { program } from '../../tools/command-line.mjs';
import { readDigits } from '../shared/mlp/digits.js';
import { DIGESTS } from '../shared/mlp/masks.js';
import { printOutcome } from '../shared/mlp/outcome.js';
import { newRun, type Run, resume } from '../shared/mlp/run.js';
import { SETTINGS } from '../shared/mlp/settings.mjs';
import { heading, line, number } from '../shared/terminal.js';
import { bytesReceived, microBatchesOf, WAYS } from './exchange.js';
import { type Mpi, startMpi } from './mpi.js';
import { type Options, readMpiOptions } from './options.js';
import { train } from './run.js';
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
  const run = newRun();
  if (options.checkpoint !== undefined) continueFrom(mpi, options.checkpoint, run);
  if (mpi.rank === 0) announce(mpi, options, run);
  work(mpi, options, run);
  mpi.finalize();
});

/** Rank 0 reads the checkpoint, if there is one, and sends it: other ranks may have no access to its disk. */
function continueFrom({ rank, broadcast }: Mpi, file: string, run: Run): void {
  const read = rank === 0 && existsSync(file) ? readFileSync(file) : new Uint8Array();
  const length = Uint32Array.of(read.length);
  broadcast(new Uint8Array(length.buffer));
  if (length[0] === 0) return;
  const bytes = rank === 0 ? read : new Uint8Array(length[0]);
  broadcast(bytes);
  resume(run, bytes);
}

function announce({ size }: Mpi, { steps, way }: Options, { step }: Run): void {
  heading(`${size} ${size === 1 ? 'rank' : 'ranks'}, ${way}, steps ${step + 1} to ${steps}`);
  if (process.env.OMPI_COMM_WORLD_SIZE === undefined) {
    line('this is the only rank; to start more: mpirun -n 4 node --import tsx examples/mpi/train.ts');
  }
  if (!WAYS[way].ordered) line('MPI adds the gradients in its own order: weights depend on the number of ranks');
}

function work(mpi: Mpi, { steps, way, checkpoint, every, times }: Options, run: Run): void {
  const { rank, size } = mpi;
  const digits = readDigits();
  const counts = microBatchesOf(size).map((count) => (count * DIGESTS) / microBatches);
  const gatherDigests = () => mpi.allgather(run.digests, counts);

  const afterStep = () => {
    if (checkpoint === undefined || run.step % every !== 0) return;
    gatherDigests();
    if (rank === 0) saveCheckpoint(checkpoint, run);
  };
  const stopwatch = new Stopwatch();
  const start = performance.now();
  train(run, steps, digits.training, { rank, size, exchange: WAYS[way].start(mpi), afterStep }, stopwatch);
  const seconds = (performance.now() - start) / 1000;

  gatherDigests();
  if (rank !== 0) return;
  printOutcome({ ...run, seconds }, digits.test);
  if (!times) return;
  line(`step     ${stopwatch.medians}, ${number(bytesReceived(WAYS[way], size))} bytes received by a rank`);
}
