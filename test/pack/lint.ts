/** Checks the tarball by publint, attw and tsc. */

import { join } from 'node:path';
import { root, runNode } from './process.js';
import type { Tarball } from './tarball.js';

const modules = join(root, 'node_modules');
const publint = join(modules, 'publint/src/cli.js');
const attw = join(modules, '@arethetypeswrong/cli/dist/index.js');
const tsc = join(modules, 'typescript/bin/tsc');

export async function checkByPublint({ file }: Tarball): Promise<void> {
  await runNode([publint, 'run', '--strict', file], { cwd: root });
}

export async function checkByAttw({ file }: Tarball): Promise<void> {
  await runNode([attw, '--no-emoji', file], { cwd: root });
}

/**
 * Compiles every declaration file, not only those that the entry point imports: none may need a file that was not packed.
 * Those of tfjs/ are left to attw, because they import the declarations of TensorFlow.js, which have errors.
 */
export async function checkDeclarations({ directory, files }: Tarball): Promise<void> {
  const paths = files.map(({ path }) => path);
  const declarations = paths.filter((path) => path.endsWith('.d.ts') && !path.includes('/tfjs/'));
  const options = ['--noEmit', '--strict', '--skipDefaultLibCheck', '--target', 'es2022', '--module', 'nodenext'];
  await runNode([tsc, ...options, ...declarations], { cwd: directory });
}
