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

const options = ['--noEmit', '--strict', '--skipDefaultLibCheck', '--target', 'es2022', '--module', 'nodenext'];

/**
 * Compiles every declaration file, not only those that the entry points import: none may need a file that was not packed.
 * Those of tfjs/ are left to attw, because they import the declarations of TensorFlow.js, which have errors.
 * @throws {Error} also if the entry points import less.
 */
export async function checkDeclarations({ directory, files }: Tarball): Promise<void> {
  const declarations = files.map(({ path }) => path).filter((path) => path.endsWith('.d.ts'));
  const compiled = declarations.filter((path) => !path.includes('/tfjs/'));
  await runNode([tsc, ...options, ...compiled], { cwd: directory });
  const entries = declarations.filter((path) => /^dist\/((tfjs|replay)\/)?index\.d\.ts$/.test(path));
  const imported = await runNode([tsc, ...options, '--listFilesOnly', ...entries], { cwd: directory });
  const needless = declarations.filter((path) => !imported.split('\n').some((file) => file.endsWith(path)));
  if (needless.length > 0) throw new Error(`no entry point needs ${needless.join(', ')}`);
}
