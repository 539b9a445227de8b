/** Uses the package in a new project: as ES module and CommonJS, in JavaScript and TypeScript. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Check, check } from './check.js';
import type { Manager } from './managers.js';
import type { Node } from './nodes.js';
import { type Place, root, runNode } from './process.js';
import type { Tarball } from './tarball.js';

export const consumers: string = fileURLToPath(new URL('consumers', import.meta.url));

/** The programs of a project, by how they use the package; consumers/tsconfig.json says where compiled ones are. */
const PROGRAMS = {
  ESM: 'consumer.mjs',
  CJS: 'consumer.cjs',
  'TypeScript, ESM': 'typescript/consumer.mjs',
  'TypeScript, CJS': 'typescript/consumer.cjs',
};

type Program = keyof typeof PROGRAMS;

export const programs = Object.keys(PROGRAMS) as Program[];

/** A program that was run. */
export interface Use extends Check {
  manager: string;
  /** Version of Node.js. */
  version: string;
  program: Program;
  /** The engine that ran; empty if the program did not get so far. */
  engine: string;
}

/** What every consumer prints. */
interface Printed {
  engine: { name: string; reason?: string };
  values: number[];
  row: number[];
}

/** The mask that consumers apply, from docs/mask.md. */
const [, ...HALVES] = readFileSync(join(root, 'docs/mask.md'), 'utf8').match(
  /^\| 16045690984503111693 +\| 7 +\| 0\.25 +\| 100 +\| ([01]{32}) ([01]{32}) \|$/m,
) as RegExpMatchArray;
const ROW = HALVES.join('');

/** Nothing is compiled in any project, so a native engine is the binary in the tarball. */
export function checkPrinted({ engine, values, row }: Printed, wanted = 'native'): void {
  assert.equal(engine.name, wanted, engine.reason);
  assert.deepEqual(
    values.map((value) => value.toFixed(4)),
    ['5.5556', '7.7778', '10.0000'],
  );
  assert.equal(row.map((value) => (value === 0 ? '0' : '1')).join(''), ROW);
}

function makeProject(manager: Manager, directory: string): void {
  cpSync(consumers, directory, { recursive: true });
  const files = { 'package.json': '{ "private": true }', ...manager.files };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
}

async function run(program: Program, manager: Manager, { version, file }: Node, place: Place): Promise<Use> {
  let engine = '';
  const result = await check(`${program} in a project of ${manager.name} on Node.js ${version}`, async () => {
    const args = [...manager.node, PROGRAMS[program]];
    const printed: Printed = JSON.parse(await runNode(args, { ...place, node: file }));
    engine = printed.engine.name;
    checkPrinted(printed);
  });
  return { ...result, manager: manager.name, version, program, engine };
}

export interface Project {
  checks: Check[];
  uses: Use[];
}

/** Makes a project with the package installed, and runs every program of it on every version of Node.js. */
export async function useBy(manager: Manager, tarball: Tarball, nodes: Node[], scratch: string): Promise<Project> {
  const { name, add, tsc } = manager;
  const place = { cwd: mkdtempSync(join(scratch, `${name}-`)), home: mkdtempSync(join(scratch, 'home-')) };
  makeProject(manager, place.cwd);
  const installed = await check(`${name} installs it`, () => runNode(add(tarball.file), place));
  if (installed.failure !== undefined) return { checks: [installed], uses: [] };
  const command = [...manager.exec, 'native-dropout', 'check', '--engine', 'native'];
  const commanded = await check(`${name} runs its command`, async () => {
    assert.match(await runNode(command, place), /^native, /m);
  });
  const compiled = await check(`TypeScript takes its types in a project of ${name}`, () => runNode(tsc, place));
  const uses: Use[] = [];
  for (const node of nodes) {
    for (const program of programs) uses.push(await run(program, manager, node, place));
  }
  return { checks: [installed, commanded, compiled], uses };
}
