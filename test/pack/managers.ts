/** How each package manager adds a tarball to a project, offline and with no scripts, and runs programs in it. */

import { join } from 'node:path';
import { npmPackage } from '../../tools/npm-package.mjs';
import { root } from './process.js';

export interface Manager {
  name: string;
  /** Files that a project of this manager starts with. */
  files: Record<string, string>;
  /** Arguments of Node.js that add a tarball to the project. */
  add(tarball: string): string[];
  /** Arguments of Node.js before the name of a script. */
  node: string[];
  /** Arguments of Node.js before the name of a package's command. */
  exec: string[];
  tsc: string[];
}

// The newest that run on every version of Node.js that this test runs on.
export const npm: string = join(npmPackage('npm@11.21.2'), 'bin/npm-cli.js');
const pnpm = join(npmPackage('pnpm@10.34.9'), 'bin/pnpm.cjs');
const yarn = join(npmPackage('@yarnpkg/cli-dist@4.18.1'), 'bin/yarn.js');

const typescript = join(root, 'node_modules/typescript');
const plain = { files: {}, node: [], tsc: [join(typescript, 'bin/tsc')] };

export const managers: readonly Manager[] = [
  {
    ...plain,
    name: 'npm',
    exec: [npm, 'exec', '--offline', '--'],
    add: (tarball) => [npm, 'install', '--offline', '--ignore-scripts', tarball],
  },
  {
    ...plain,
    name: 'pnpm',
    exec: [pnpm, 'exec'],
    add: (tarball) => [pnpm, 'add', '--offline', '--ignore-scripts', tarball],
  },
  {
    // Plug'n'Play has no node_modules: Yarn tells Node.js where packages are, and patches the compiler.
    name: 'yarn',
    files: {
      '.yarnrc.yml': 'enableNetwork: false\nenableScripts: false\nenableTelemetry: false\n',
      'yarn.lock': '', // without it Yarn could take a folder above for the project
    },
    add: (tarball) => [yarn, 'add', `native-dropout@file:${tarball}`, `typescript@file:${typescript}`],
    node: [yarn, 'node'],
    exec: [yarn, 'run'],
    tsc: [yarn, 'tsc'],
  },
];
