/** `npm run binaries:verify`: every binary needs no newer system than documented, and runs where this machine can run it. */

import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import pMap from 'p-map';
import { readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { binaryPath, type Target, targets } from '../../tools/targets.mjs';
import { inspect } from './inspect.js';
import { type Outcome, runChecks } from './run-checks.js';
import { BUILDS, runners } from './runners.js';
import { root, stage } from './stage.js';

const { rest } = readOptions(commandOf('binaries:verify'));
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/conformance'], { cwd: root });

// Debian packages of the programs that read binaries and run those for other systems. Other machines only run theirs.
const TOOLS = ['llvm', 'cmake', 'ninja-build', 'qemu-user', 'libstdc++6-arm64-cross', 'wine', 'wine64'];
if (BUILDS) execFileSync(join(root, '.ci/apt'), TOOLS, { stdio: 'inherit' });

/** A row of the table, whose last cell is the result. */
interface Row extends Outcome {
  cells: string[];
}

const prepared = targets(rest).flatMap(rowsOf);
const rows = await pMap(prepared, (row) => row(), { concurrency: availableParallelism() });
const failures = rows.filter(({ failed }) => failed).length;

const table = new Table({
  head: ['target', 'size', 'floor', 'checked by', 'result'],
  colAligns: ['left', 'right', 'right', 'left', 'left'],
  style: { head: [], border: [], compact: true },
});
table.push(...rows.map(({ cells, result }) => [...cells, result]));
console.log(table.toString());
console.log(`${rows.length - failures} passed, ${failures} failed`);
if (failures > 0) process.exitCode = 1;

/** Functions that make the rows of a target; they run after everything is built. */
function rowsOf(target: Target): (() => Row | Promise<Row>)[] {
  const { name } = target;
  const file = join(root, binaryPath(target));
  if (!existsSync(file)) return [() => ({ cells: [name, '–', '–', '–'], result: 'not there', failed: true })];
  const size = `${(statSync(file).size / 1024).toFixed(0)} KiB`;

  function read(): Row {
    const { floor, problems } = inspect(target, file);
    return { cells: [name, size, floor, 'reading'], result: problems.join('\n') || 'ok', failed: problems.length > 0 };
  }
  const project = stage(target);
  const runs = runners(target).map((runner) => async () => {
    return { cells: [name, size, '', runner.name], ...(await runChecks(runner, project)) };
  });
  if (BUILDS) return [read, ...runs];
  return runs.length > 0
    ? runs
    : [() => ({ cells: [name, size, '', '–'], result: 'nothing here can read or run it', failed: true })];
}
