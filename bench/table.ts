/** Prints the results: a table per operation, dtype and p, with a column per size. */

import { printTable as print } from './harness/print.js';
import { threeDigits } from './harness/statistics.js';
import type { Result } from './results.js';
import { sizeName, wayName } from './trial/cases.js';
import type { Identity } from './trial/entrant.js';
import { OPERATIONS, type Operation } from './trial/operations.js';

export function identityName({ name, isa, threads }: Identity): string {
  if (name === 'loop') return 'Math.random() < p';
  if (name === 'copy') return 'TypedArray.set';
  const count = threads === 1 ? '1 thread' : `${threads} threads`;
  return isa === undefined ? `${name}, ${count}` : `${name} ${isa}, ${count}`;
}

export function printTables(results: readonly Result[]): void {
  for (const rows of groups(results, (one) => `${wayName(one)} ${one.dtype} ${one.p}`)) printTable(rows);
}

/** Groups results by key, in the order of first appearance. */
function groups(results: readonly Result[], key: (result: Result) => string): Result[][] {
  const keys = [...new Set(results.map(key))];
  return keys.map((one) => results.filter((result) => key(result) === one));
}

function printTable(rows: readonly Result[]): void {
  const [{ operation, place, dtype, p }] = rows;
  const sizes = [...new Set(rows.map(({ n }) => n))];
  const { title, short }: Operation = OPERATIONS[operation];
  const unit = short ? 'ns a call' : 'G elements/s';
  console.log(
    `\n${wayName({ operation, place })}, ${title}, ${dtype}, p = ${p}: ${unit} (times the Math.random loop, times the copy)`,
  );

  const lines = groups(rows, identityName).map((cells) => [
    identityName(cells[0]),
    ...sizes.map((n) => cell(cells.find((one) => one.n === n))),
  ]);
  print(['', ...sizes.map(sizeName)], ['left', ...sizes.map(() => 'right' as const)], lines);
}

function cell(result: Result | undefined): string {
  if (result === undefined) return '';
  const { operation, nanoseconds, elementsPerSecond, overLoop, overCopy } = result;
  const { short }: Operation = OPERATIONS[operation];
  const rate = short ? nanoseconds.toFixed(0) : (elementsPerSecond / 1e9).toPrecision(3);
  const ratios = [overLoop, overCopy].filter((ratio) => ratio !== undefined);
  return `${rate} (${ratios.map(threeDigits).join(', ')})`;
}
