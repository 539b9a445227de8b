/**
 * `npm run test:mpi`: the training of examples/mpi gives the same weights on any ranks, also if some are killed.
 *
 * It runs on Open MPI (Debian's openmpi-bin), on one host and on two.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { LENGTH } from '../../examples/shared/mlp/model.js';
import { SETTINGS } from '../../examples/shared/mlp/settings.mjs';
import { readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { CABLE, makeHosts, ON_HOST } from './hosts.js';
import { killRank } from './kill.js';
import { alone, type Hashes, hashesOf, inWorkers, onRanks, start } from './mpirun.js';
import { printComputed, printTimes } from './times.js';

const { times } = readOptions(commandOf('test:mpi'));

const STEPS = 64;
const steps = ['--steps', String(STEPS)];

const scratch = mkdtempSync(join(tmpdir(), 'native-dropout-mpi-'));
process.on('exit', () => rmSync(scratch, { recursive: true }));

async function ranksAgree(): Promise<Hashes> {
  const expected = await hashesOf(onRanks(1, steps));
  console.log(`masks    ${expected.masks}\nweights  ${expected.weights}`);
  const commands = {
    '2 ranks': onRanks(2, steps),
    '4 ranks': onRanks(4, steps),
    '3 ranks, of unequal shares': onRanks(3, steps),
    '3 ranks, --alltoall': onRanks(3, [...steps, '--alltoall']),
    '4 ranks, --alltoall': onRanks(4, [...steps, '--alltoall']),
    'one rank without mpirun': alone(steps),
    '2 workers of examples/data-parallel': inWorkers(2, steps),
  };
  for (const [name, command] of Object.entries(commands)) {
    assert.deepEqual(await hashesOf(command), expected, name);
    console.log(`${name}: the same`);
  }
  const reduced = await hashesOf(onRanks(4, [...steps, '--allreduce']));
  assert.equal(reduced.masks, expected.masks);
  const weights = reduced.weights === expected.weights ? 'the same here' : 'others, of another order of additions';
  console.log(`4 ranks, --allreduce: the same masks; weights: ${weights}`);
  return expected;
}

async function survivesKills(expected: Hashes): Promise<void> {
  for (const { victim, next } of [
    { victim: 3, next: 2 },
    { victim: 0, next: 3 },
  ]) {
    const checkpoint = join(scratch, `killed-${victim}.checkpoint`);
    const done = await killRank(checkpoint, { every: 8, ranks: 4, victim });
    assert(done < STEPS, `the kill came after step ${done}`);
    assert.deepEqual(await hashesOf(onRanks(next, [...steps, '--checkpoint', checkpoint])), expected);
    console.log(`rank ${victim} of 4 killed, resumed from step ${done} on ${next}: the same as without`);
  }
}

async function refuses(): Promise<void> {
  const checkpoint = join(scratch, 'part.checkpoint');
  await hashesOf(alone(['--steps', '1', '--checkpoint', checkpoint, '--every', '1']));
  truncateSync(checkpoint, Math.floor(readFileSync(checkpoint).length / 2));
  const cases: [string, string[], RegExp, NodeJS.ProcessEnv?][] = [
    ['too many ranks', onRanks(5), /expected at most 4 ranks, one for each micro-batch of a batch, got 5/],
    ['a part of a checkpoint', onRanks(2, ['--checkpoint', checkpoint]), /it is cut off, changed or no checkpoint/],
    [
      'the mpirun of another MPI',
      alone([]),
      /2 ranks were started, but .* sees 1: .*mpirun\.openmpi/,
      { PMI_SIZE: '2' },
    ],
  ];
  for (const [name, command, message, env] of cases) {
    const { code, output } = await start(command, env).ended;
    assert.equal(code, 1, `${name} ended with ${code}:\n${output}`);
    assert.match(output, message, name);
    console.log(`${name}: refused`);
  }
}

const TCP = ['--mca', 'pml', 'ob1', '--mca', 'btl', 'self,tcp'];

async function onTwoHosts(expected: Hashes): Promise<void> {
  const hosts = makeHosts();
  if (typeof hosts === 'string') {
    console.log(`two hosts: SKIPPED, as this machine makes no network namespaces (${hosts})`);
    assert.deepEqual(await hashesOf(onRanks(4, steps, TCP)), expected);
    console.log('4 ranks over TCP on one host: the same');
    return;
  }
  try {
    const [first, second] = hosts.names;
    const over = ['--mca', 'btl_tcp_if_include', CABLE, '--mca', 'oob_tcp_if_include', CABLE];
    const where = ['--host', `${first}:2,${second}:2`, '--mca', 'plm_rsh_agent', ON_HOST];
    const before = hosts.received();
    const command = [ON_HOST, first, ...onRanks(4, steps, [...where, ...TCP, ...over])];
    assert.deepEqual(await hashesOf(command), expected);
    const bytes = (hosts.received() - before) / STEPS;
    const least = (SETTINGS.microBatches / 2) * LENGTH * Float32Array.BYTES_PER_ELEMENT;
    assert(bytes >= least, `the first host received ${bytes} bytes a step, of at least ${least}`);
    console.log(`2 hosts of 2 ranks over TCP: the same; ${Math.round(bytes)} bytes a step received by a host`);
  } finally {
    hosts.remove();
  }
}

if (times) {
  console.log(`${availableParallelism()} cores`);
  await printTimes();
  printComputed();
} else {
  const expected = await ranksAgree();
  await survivesKills(expected);
  await refuses();
  await onTwoHosts(expected);
}
