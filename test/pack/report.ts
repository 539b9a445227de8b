/** Prints the results. */

import Table from 'cli-table3';
import type { Check } from './check.js';
import type { Tarball } from './tarball.js';
import { programs, type Use } from './uses.js';

const style = { head: [], border: [], compact: true };

export function printSizes({ size, unpackedSize, files }: Tarball): void {
  const table = new Table({ head: ['', 'bytes'], colAligns: ['left', 'right'], style });
  table.push(['packed', size], ['unpacked', unpackedSize]);
  for (const { path, size } of files) if (path.endsWith('.node')) table.push([path, size]);
  console.log(table.toString());
}

/** A row for each package manager and version of Node.js: which engine each program got. */
export function printUses(uses: readonly Use[]): void {
  if (uses.length === 0) return;
  const table = new Table({ head: ['package manager', 'Node.js', ...programs], style });
  for (const first of uses.filter(({ program }) => program === programs[0])) {
    const row = uses.filter(({ manager, version }) => manager === first.manager && version === first.version);
    const cells = row.map(({ engine, failure }) =>
      failure === undefined ? `${engine}, ok` : `${engine} FAILED`.trim(),
    );
    table.push([first.manager, first.version, ...cells]);
  }
  console.log(table.toString());
}

/** Prints what failed and the counts; the process fails if anything did. */
export function printOutcome(checks: readonly Check[]): void {
  const failed = checks.filter(({ failure }) => failure !== undefined);
  for (const { name, failure } of failed) console.log(`\nFAILED: ${name}\n${failure?.trim().replace(/^/gm, '  ')}`);
  console.log(`\n${checks.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
}
