/** Prints how long a step takes, and estimates the exchange for more ranks than there are cores. */

import Table from 'cli-table3';
import { bytesReceived, WAYS } from '../../examples/mpi/exchange.js';
import { number } from '../../examples/shared/terminal.js';
import { onRanks, outputOf } from './mpirun.js';

const STEP =
  /^ {2}step +gradients ([\d.]+) ms, exchange ([\d.]+) ms, descent ([\d.]+) ms, ([\d,]+) bytes received by a rank$/m;

const style = { head: [], border: [], compact: true };
const right = (count: number) => Array.from({ length: count }, () => 'right' as const);

/** Prints the times of rank 0: medians over the steps. */
export async function printTimes(): Promise<void> {
  const table = new Table({
    head: ['exchange', 'ranks', 'gradients, ms', 'exchange, ms', 'descent, ms', 'bytes received'],
    colAligns: ['left', ...right(5)],
    style,
  });
  for (const way of Object.keys(WAYS)) {
    for (const ranks of [1, 2, 4]) {
      const output = await outputOf(onRanks(ranks, ['--times', ...(way === 'allgather' ? [] : [`--${way}`])]));
      const [, ...figures] = output.match(STEP) ?? [];
      table.push([way, ranks, ...figures]);
    }
  }
  console.log(`A step, as rank 0 sees it\n${table.toString()}`);
}

/** Assumed bandwidth per rank, in bits per second. */
const NETWORK = 10e9;

export function printComputed(): void {
  const table = new Table({ head: ['ranks', ...Object.keys(WAYS)], colAligns: right(4), style });
  for (const ranks of [2, 4, 8, 16, 64, 256]) {
    const cells = Object.values(WAYS).map((way) => {
      const bytes = bytesReceived(way, ranks, ranks);
      return `${number(bytes / 1e6, 2)} MB, ${number((1000 * 8 * bytes) / NETWORK, 2)} ms`;
    });
    table.push([ranks, ...cells]);
  }
  console.log(
    `Computed: received by a rank in a step of a micro-batch a rank, and that at 10 Gbit/s\n${table.toString()}`,
  );
}
