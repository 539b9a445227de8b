/** The addon of bench/native: copies and multiplications at the speed of memory. */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FloatArray } from 'native-dropout';
import { cmakeJs } from '../../tools/compiler.mjs';
import { progress } from '../harness/progress.js';

export interface Streams {
  /** What the variants are called. */
  copies: string[];
  scalings: string[];
  additions: string[];
  copy(variant: number, x: FloatArray, y: FloatArray): void;
  /** y = factor · x, where y may be x. */
  scale(variant: number, x: FloatArray, y: FloatArray, factor: number): void;
  /** y = x + r */
  add(variant: number, x: FloatArray, y: FloatArray, r: FloatArray): void;
  /** Of the addon's own copy of the pool in native/machine/pool.cc. */
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

function build(target: string): void {
  progress('building bench/native');
  cmakeJs(`${root}build/bench`, '--target', target, '--CDNATIVE_DROPOUT_BENCH=ON');
}

/** @throws {Error} where it has not been built. */
export function loadStreams(): Streams {
  return require(`${root}build/bench/Release/native_dropout_bench.node`) as Streams;
}
