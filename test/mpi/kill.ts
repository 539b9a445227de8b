/** Kills one rank of a run that writes checkpoints by SIGKILL, which no process can handle. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { newRun, resume } from '../../examples/shared/mlp/run.js';
import { onRanks, start } from './mpirun.js';

/** Far more steps than there is time for. */
const ENDLESS = '1000000';

export interface Killed {
  every: number;
  /** Number of ranks of the run. */
  ranks: number;
  /** The rank that is killed. */
  victim: number;
}

/** Kills the rank after the first checkpoint. @returns The step of the last checkpoint. */
export async function killRank(checkpoint: string, { every, ranks, victim }: Killed): Promise<number> {
  const args = ['--steps', ENDLESS, '--checkpoint', checkpoint, '--every', String(every)];
  const { process: mpirun, ended } = start(onRanks(ranks, args));
  const over = ended.then(({ code, output }) => {
    throw new Error(`mpirun ended with ${code} by itself:\n${output}`);
  });
  await Promise.race([over, appears(checkpoint)]);
  over.catch(() => {}); // from here on mpirun should end
  process.kill(rankOf(mpirun.pid, victim), 'SIGKILL');
  const { code } = await ended;
  assert(code !== null && code !== 0, `a rank was killed, and mpirun ended with ${code}`);

  const run = newRun();
  resume(run, checkpoint);
  const { step } = run;
  assert.equal(step % every, 0);
  return step;
}

async function appears(file: string): Promise<void> {
  while (!existsSync(file)) await setTimeout(2);
}

function rankOf(mpirun: number | undefined, rank: number): number {
  const children = readFileSync(`/proc/${mpirun}/task/${mpirun}/children`, 'utf8').trim().split(' ').map(Number);
  const isRank = (pid: number) =>
    readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`OMPI_COMM_WORLD_RANK=${rank}`);
  const found = children.find(isRank);
  assert(found !== undefined, `rank ${rank} is not among the children of mpirun: ${children}`);
  return found;
}
