/** Uses the package as a row of hosts.ts says. */

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { binaryPath, type Target, targetHere } from '../../tools/targets.mjs';
import { missingTargets } from './binaries.js';
import { type Check, check } from './check.js';
import type { Command, Host } from './hosts.js';
import { runNode } from './process.js';
import type { Tarball } from './tarball.js';
import { fixtures, workshop } from './tools.js';
import { checkPrinted, consumers } from './uses.js';

/** Adds placeholders for missing binaries, because bundlers look for those of all targets. */
function install(tarball: Tarball, directory: string): void {
  const installed = join(directory, 'node_modules/native-dropout');
  cpSync(tarball.directory, installed, { recursive: true });
  for (const target of missingTargets(tarball)) {
    const file = join(installed, binaryPath(target));
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `for ${target.name}`);
  }
}

function makeProject(tarball: Tarball, name: string): string {
  const directory = join(workshop, 'projects', name.replace(/[^\w.]+/g, '-'));
  rmSync(directory, { recursive: true, force: true });
  cpSync(consumers, directory, { recursive: true });
  cpSync(fixtures, directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }');
  install(tarball, directory);
  install(tarball, join(directory, 'elsewhere'));
  return directory;
}

/** Scripts run in Node.js, other programs by themselves. */
function run([program, ...args]: Command, cwd: string, env: Record<string, string> = {}): Promise<string> {
  if (/\.[cm]?js$/.test(program)) return runNode([program, ...args], { cwd, home: cwd, env });
  return runNode(args, { cwd, home: cwd, env, node: program });
}

async function use(host: Host, tarball: Tarball): Promise<void> {
  let directory = makeProject(tarball, host.name);
  for (const command of host.build ?? []) {
    const printed = await run(command, directory);
    assert.doesNotMatch(printed, /warning/i);
  }
  if (host.out !== undefined) checkOut(join(directory, 'out'), host.out);
  if (host.lacks !== undefined) checkLacks(join(directory, 'out'), host.lacks);
  if (host.alone) {
    const elsewhere = `${directory}-alone`;
    rmSync(elsewhere, { recursive: true, force: true });
    renameSync(join(directory, 'out'), elsewhere);
    rmSync(directory, { recursive: true });
    directory = elsewhere;
  }
  const addon = join(tarball.directory, binaryPath(targetHere() as Target));
  const env = host.named ? { NATIVE_DROPOUT_ADDON: addon } : {};
  const printed = JSON.parse(await run(host.run, directory, env));
  checkPrinted(printed, host.engine);
  if (host.reason !== undefined) assert.match(printed.engine.reason, host.reason);
  rmSync(directory, { recursive: true });
}

function filesIn(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function checkLacks(directory: string, unwanted: RegExp): void {
  for (const file of filesIn(directory)) assert.doesNotMatch(readFileSync(file, 'utf8'), unwanted);
}

function checkOut(directory: string, wanted: RegExp): void {
  const paths = filesIn(directory).map((file) => file.slice(directory.length + 1).replaceAll(sep, '/'));
  assert.deepEqual(
    paths.filter((path) => !wanted.test(path)),
    [],
  );
}

export function useHost(host: Host, tarball: Tarball): Promise<Check> {
  return check(host.name, () => use(host, tarball));
}
