/** A build of the package in a checkout: its exports, and the settings of its addon. */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Binding } from '../../binding.js';

export const HERE = fileURLToPath(new URL('../..', import.meta.url));

type Exports = typeof import('native-dropout');

export interface Build {
  exports: Exports;
  /** undefined if the addon does not load. */
  addon: Pick<Binding, 'isas' | 'setIsa' | 'setThreads'> | undefined;
  /** The number of threads by default. */
  threads: number;
}

/** @throws {Error} if `directory` has not been built. */
export async function loadBuild(directory: string): Promise<Build> {
  const exports = (await import(pathToFileURL(join(directory, 'dist/index.js')).href)) as Exports;
  const { name, threads } = exports.engine(); // sets the defaults now, so that they replace no later setting
  const file = join(directory, 'build/Release/native_dropout.node');
  const addon = name === 'native' ? (createRequire(import.meta.url)(file) as Binding) : undefined;
  return { exports, addon, threads };
}
