/** Compiles the consumers by several versions of TypeScript, with each kind of module resolution. */

import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Check, check } from './check.js';
import { runNode } from './process.js';
import type { Tarball } from './tarball.js';
import { tool } from './tools.js';
import { consumers } from './uses.js';

type Options = Record<string, unknown>;

/** consumer.ts is consumer.mts, in a project of CommonJS. */
const all = ['consumer.ts', 'consumer.mts', 'consumer.cts'];

const node10 = { module: 'commonjs', moduleResolution: 'node10', files: ['consumer.ts', 'consumer.cts'] };
const node16 = { module: 'node16', files: all };
const node18 = { module: 'node18', files: all };
const nodenext = { module: 'nodenext', files: all };
const bundler = { module: 'esnext', moduleResolution: 'bundler', files: ['consumer.ts', 'consumer.mts'] };

const VERSIONS: Record<string, Options[]> = {
  '5.3': [node10, node16, nodenext, bundler],
  '5.6': [node10, node16, nodenext, bundler],
  '5.7': [node10, node16, nodenext, bundler],
  '5.9': [node10, node16, node18, nodenext, bundler],
  '7.0': [node16, node18, nodenext, bundler], // it has no node10 any more
};

export async function checkTypeScripts(tarball: Tarball, directory: string): Promise<Check[]> {
  cpSync(consumers, directory, { recursive: true });
  cpSync(join(consumers, 'consumer.mts'), join(directory, 'consumer.ts'));
  cpSync(tarball.directory, join(directory, 'node_modules/native-dropout'), { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }');
  const checks: Check[] = [];
  for (const [version, rows] of Object.entries(VERSIONS)) {
    for (const { files, ...options } of rows) {
      const fixed = { target: 'es2022', strict: true, noEmit: true, types: [], skipDefaultLibCheck: true };
      const compilerOptions = { ...fixed, ...options };
      writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
      const name = `TypeScript ${version}, ${options.moduleResolution ?? options.module}`;
      checks.push(await check(name, () => runNode([tool(`typescript-${version}/bin/tsc`)], { cwd: directory })));
    }
  }
  return checks;
}
