/** A build of the package in some checkout: what it exports, and the settings of its addon. */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Binding } from '../binding.js';

export const HERE = fileURLToPath(new URL('..', import.meta.url));

type Exports = typeof import('native-dropout');

export interface Build {
  exports: Exports;
  /** Missing where the addon does not load. */
  addon: Pick<Binding, 'isas' | 'setIsa' | 'setThreads'> | undefined;
  /** As many threads as the package takes by itself. */
  threads: number;
}

/** @throws {Error} where `directory` has not been built. */
export async function loadBuild(directory: string): Promise<Build> {
  const exports = (await import(pathToFileURL(join(directory, 'dist/index.js')).href)) as Exports;
  const { name, threads } = exports.engine(); // its defaults are set now, so that what is set later stays
  const file = join(directory, 'build/Release/native_dropout.node');
  const addon = name === 'native' ? (createRequire(import.meta.url)(file) as Binding) : undefined;
  return { exports, addon, threads };
}
