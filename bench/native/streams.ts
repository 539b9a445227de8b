/** The addon of bench/native: copies, multiplications and additions at the speed of memory. */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FloatArray } from 'native-dropout';
import { cmakeJs } from '../../tools/compiler.mjs';
import { progress } from '../harness/progress.js';

export interface Streams {
  /** Names of the variants. */
  copies: string[];
  scalings: string[];
  additions: string[];
  copy(variant: number, x: FloatArray, y: FloatArray): void;
  /** y = factor · x; y may be x. */
  scale(variant: number, x: FloatArray, y: FloatArray, factor: number): void;
  /** y = x + r */
  add(variant: number, x: FloatArray, y: FloatArray, r: FloatArray): void;
  /** Threads of this addon, which has its own pool. */
  setThreads(n: number): void;
}

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the addon. @throws {Error} with the output of the build. */
export function buildStreams(): void {
  build('native_dropout_bench');
}

/** Builds the program for callgrind. @returns Its path. @throws {Error} with the output of the build. */
export function buildCount(): string {
  build('native_dropout_count');
  return `${root}build/bench/bench/native/native_dropout_count`;
}

function build(target: string): void {
  progress('building bench/native');
  cmakeJs(`${root}build/bench`, '--target', target, '--CDNATIVE_DROPOUT_BENCH=ON');
}

/** @throws {Error} if it has not been built. */
export function loadStreams(): Streams {
  return require(`${root}build/bench/Release/native_dropout_bench.node`) as Streams;
}
