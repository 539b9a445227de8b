/** What a step costs on 1, 2 and 4 ranks: measured by rank 0, medians over the steps. */

import Table from 'cli-table3';
import { WAYS } from '../../examples/mpi/exchange.js';
import { onRanks, outputOf } from './mpirun.js';

const STEP =
  /^ {2}step +gradients ([\d.]+) ms, exchange ([\d.]+) ms, descent ([\d.]+) ms, ([\d,]+) bytes received by a rank$/m;

export async function printTimes(): Promise<void> {
  const table = new Table({
    head: ['exchange', 'ranks', 'gradients ms', 'exchange ms', 'descent ms', 'bytes received by a rank'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const way of Object.keys(WAYS)) {
    for (const ranks of [1, 2, 4]) {
      const output = await outputOf(onRanks(ranks, ['--times', ...(way === 'allgather' ? [] : [`--${way}`])]));
      const [, ...figures] = output.match(STEP) ?? [];
      table.push([way, ranks, ...figures]);
    }
  }
  console.log(table.toString());
}
