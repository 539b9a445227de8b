/** The addon of bench/native: copies and multiplications at the speed of memory. */

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compiler } from '../../native/compiler.mjs';
import { progress } from '../harness/progress.js';

export interface Streams {
  /** What the variants are called. */
  copies: string[];
  scalings: string[];
  copy(variant: number, x: Float32Array, y: Float32Array): void;
  /** y = factor · x, where y may be x. */
  scale(variant: number, x: Float32Array, y: Float32Array, factor: number): void;
  /** Of the addon's own copy of the pool in native/pool.cc. */
  setThreads(n: number): void;
}

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the addon. @throws {Error} with what the build said. */
export function buildStreams(): void {
  build('native_dropout_bench');
}

/** Builds the program for callgrind, and says where it is. @throws {Error} with what the build said. */
export function buildCount(): string {
  build('native_dropout_count');
  return `${root}build/bench/bench/native/native_dropout_count`;
}

/** With the compiler that the package's addon is built with. */
function build(target: string): void {
  progress('building bench/native');
  const tool = require.resolve('cmake-js/bin/cmake-js');
  const where = ['--out', `${root}build/bench`, '--target', target, '--CDNATIVE_DROPOUT_BENCH=ON'];
  const args = [tool, 'compile', '--log-level', 'error', ...where];
  const env = { ...process.env, ...compiler() };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`bench/native cannot be built:\n${stdout}${stderr}`);
}

/** @throws {Error} where it has not been built. */
export function loadStreams(): Streams {
  return require(`${root}build/bench/Release/native_dropout_bench.node`) as Streams;
}
