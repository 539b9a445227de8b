/** Training runs in child processes, and their output. */

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  code: number | null;
  output: string;
}

export interface Started {
  process: ChildProcess;
  ended: Promise<Ended>;
}

const env = {
  ...process.env,
  OMPI_ALLOW_RUN_AS_ROOT: '1', // in containers there is no other user
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1',
  OMPI_MCA_btl_vader_single_copy_mechanism: 'none', // many containers forbid it
};

const NODE = ['node', '--import', 'tsx'];

/** The command that trains on so many ranks; `mpi` are options of mpirun. */
export function onRanks(ranks: number, args: readonly string[] = [], mpi: readonly string[] = []): string[] {
  return ['mpirun', '-n', String(ranks), '--oversubscribe', ...mpi, ...alone(args)];
}

/** The same without mpirun. */
export function alone(args: readonly string[]): string[] {
  return [...NODE, 'examples/mpi/train.ts', ...args];
}

/** The command that trains in worker threads. */
export function inWorkers(workers: number, args: readonly string[]): string[] {
  return [...NODE, 'examples/data-parallel/main.ts', String(workers), ...args];
}

export function start([program, ...args]: readonly string[], more: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(program, args, { cwd: root, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
  return { process: child, ended };
}

export async function outputOf(command: readonly string[]): Promise<string> {
  const { code, output } = await start(command).ended;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

export interface Hashes {
  masks: string;
  weights: string;
}

export async function hashesOf(command: readonly string[]): Promise<Hashes> {
  const output = await outputOf(command);
  const hash = (what: string) => {
    const [, found] = output.match(new RegExp(`^  ${what} +sha256 ([0-9a-f]{64})$`, 'm')) ?? [];
    if (found === undefined) throw new Error(`${command.join(' ')} printed no sha256 of ${what}:\n${output}`);
    return found;
  };
  return { masks: hash('masks'), weights: hash('weights') };
}
