/** Who is measured: every engine, instruction set and number of threads that this machine has, a loop and copies. */

import { type EngineName, engine } from 'native-dropout';
import { loadNative } from '../src/engine/native.js';
import type { Contender } from './harness/measure.js';
import { loadStreams } from './native/streams.js';
import { loop, OPERATIONS, type Operation, type OperationName, type Work } from './operations.js';
import { rooflines } from './rooflines.js';

export interface Identity {
  /** 'chosen' is the engine that the package takes by itself, 'copy' is Float32Array.prototype.set. */
  name: EngineName | 'chosen' | 'loop' | 'copy' | 'native copy' | 'native scale';
  threads: number;
  isa?: string;
  /** Which of several ways to do the same; only the fastest of them counts. */
  variant?: string;
}

export interface Entrant extends Contender, Identity {
  /** What must be the same bits for all that have it. */
  output?: () => ArrayBufferView;
}

interface Setting {
  isa: string;
  threads: number;
}

const chosen = engine(); // its defaults are set now, so that what is set below stays
const native = ifLoads(loadNative);
const streams = ifLoads(loadStreams);

function ifLoads<T>(load: () => T): T | undefined {
  try {
    return load();
  } catch {
    return undefined;
  }
}

export const BEST_ISA = native?.isas[0];

/** 1, 2, 4, … and all. */
const COUNTS = [...Array.from({ length: Math.ceil(Math.log2(chosen.threads)) }, (_, k) => 2 ** k), chosen.threads];
const SETTINGS: Setting[] = (native?.isas ?? []).flatMap((isa) => COUNTS.map((threads) => ({ isa, threads })));

export function entrants(name: OperationName, work: Work): Entrant[] {
  const operation: Operation = OPERATIONS[name];
  const all = engines(operation, work);
  if (name === 'call') all.push(byEngine(operation, work, undefined, SETTINGS[0]));
  all.push({ name: 'loop', threads: 1, run: loop(work) });
  if (operation.copy !== undefined) all.push({ name: 'copy', threads: 1, run: operation.copy(work) });
  if (streams !== undefined) all.push(...COUNTS.flatMap((threads) => rooflines(streams, operation, work, threads)));
  return all;
}

function engines(operation: Operation, work: Work): Entrant[] {
  const all = [
    ...SETTINGS.map((setting) => byEngine(operation, work, 'native', setting)),
    byEngine(operation, work, 'wasm'),
    byEngine(operation, work, 'js'),
  ];
  return operation.chosenOnly ? all.filter(({ name }) => name === chosen.name) : all;
}

function byEngine(operation: Operation, work: Work, engine: EngineName | undefined, setting?: Setting): Entrant {
  const run = operation.run(work, engine);
  const { mostCalls = Number.POSITIVE_INFINITY } = operation;
  const prepare = () => {
    if (setting !== undefined) native?.setIsa(setting.isa);
    if (setting !== undefined) native?.setThreads(setting.threads);
    operation.prepare?.(work);
  };
  return { name: engine ?? 'chosen', threads: 1, ...setting, run, output: run, prepare, mostCalls };
}
