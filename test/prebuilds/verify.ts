/** `npm run binaries:verify [-- target …]`: reads every binary and runs it where this machine can; exits with 1 if one is wrong. */

import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { binaryPath, type Target, targetHere, targets } from '../../native/tools/targets.mjs';
import { inspect } from './inspect.js';
import { type Runner, runners } from './runners.js';
import { root, stage } from './stage.js';

/** Where the binaries are built they are read too; other machines only run their own. */
const READS = targetHere()?.name === 'linux-x64';

// Debian's names of what reads the binaries and runs those for other systems.
const TOOLS = ['llvm', 'cmake', 'ninja-build', 'qemu-user', 'libstdc++6-arm64-cross', 'wine', 'wine64'];
if (READS) execFileSync(join(root, '.ci/apt'), TOOLS, { stdio: 'inherit' });

const table = new Table({
  head: ['target', 'size', 'floor', 'checked by', 'result'],
  colAligns: ['left', 'right', 'right', 'left', 'left'],
  style: { head: [], border: [], compact: true },
});
let passed = 0;
let failed = 0;

for (const target of targets(process.argv.slice(2))) verify(target);
console.log(table.toString());
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

function report(what: string[], by: string, failure: string | undefined, success = 'ok'): void {
  table.push([...what, by, failure ?? success]);
  if (failure === undefined) passed += 1;
  else failed += 1;
}

function verify(target: Target): void {
  const file = join(root, binaryPath(target));
  if (!existsSync(file)) {
    report([target.name, '–', '–'], '–', 'not there');
    return;
  }
  const size = `${(statSync(file).size / 1024).toFixed(0)} KiB`;
  if (READS) {
    const { floor, problems } = inspect(target, file);
    report([target.name, size, floor], 'reading', problems.length > 0 ? problems.join('\n') : undefined);
  }
  const able = runners(target);
  const project = stage(target);
  for (const runner of able) {
    const { failure, last } = run(runner, project);
    report([target.name, size, ''], runner.name, failure, last);
  }
  if (!READS && able.length === 0) report([target.name, size, ''], '–', 'nothing here can read or run it');
}

function run({ command: [program, ...args], env }: Runner, cwd: string): { failure?: string; last: string } {
  const log = join(cwd, 'output.txt');
  const output = openSync(log, 'w'); // not a pipe, to which Node.js under wine cannot write
  const { status, error } = spawnSync(program, args, {
    cwd,
    stdio: ['ignore', output, output],
    env: { ...process.env, NATIVE_DROPOUT_ENGINE: 'native', ...env },
    timeout: 600_000,
  });
  closeSync(output);
  const text = readFileSync(log, 'utf8').trim();
  const last = text.split('\n').at(-1) ?? '';
  const fine = status === 0 && /^[1-9]\d* passed, 0 failed$/.test(last);
  return fine ? { last } : { failure: error?.message ?? (text || `exit code ${status}`), last };
}
