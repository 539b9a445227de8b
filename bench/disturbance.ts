/** Finds out if other programs used the machine during the measurement. */

import { DISTURBED_SPREAD } from './harness/statistics.js';
import type { Result } from './results.js';
import { caseName } from './trial/cases.js';

/** @returns A sentence, or '' if the machine was quiet. */
export function disturbance(results: readonly Result[]): string {
  const native = results.filter(({ name }) => name === 'native');
  const wide = native.filter(({ nanoseconds, quartiles: [first, third] }) => {
    return (third - first) / nanoseconds > DISTURBED_SPREAD;
  });
  const backwards = native.filter((one) => one.n >= 2 ** 20 && one.threads > 1 && isSlowerThanOne(one, native));
  const said = [
    ...(wide.length > 0
      ? [
          `${wide.length} of ${native.length} native timings have an interquartile range over ${100 * DISTURBED_SPREAD} % of their median`,
        ]
      : []),
    ...(backwards.length > 0 ? [`more threads were slower than one in ${backwards.map(caseName).join(', ')}`] : []),
  ];
  return said.length === 0 ? '' : `Other programs used this machine: ${said.join('; ')}.`;
}

function isSlowerThanOne(row: Result, all: readonly Result[]): boolean {
  const one = all.find(({ threads, isa, ...other }) => {
    return threads === 1 && isa === row.isa && caseName(other) === caseName(row);
  });
  return one !== undefined && one.nanoseconds < row.nanoseconds;
}
