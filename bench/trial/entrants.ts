/** Lists the entrants of a case: every engine, instruction set and number of threads of a build, a loop and copies. */

import type { EngineName } from 'native-dropout';
import { loadStreams } from '../native/streams.js';
import type { Build } from './build.js';
import type { Entrant, Identity } from './entrant.js';
import { loop, OPERATIONS, type Operation, type OperationName, type Place, placed } from './operations.js';
import { rooflines } from './rooflines.js';
import type { Work } from './work.js';

const streams = ifLoads(loadStreams);

function ifLoads<T>(load: () => T): T | undefined {
  try {
    return load();
  } catch {
    return undefined;
  }
}

/** 1, 2, 4, … and all. */
function counts({ threads }: Build): number[] {
  return [...Array.from({ length: Math.ceil(Math.log2(threads)) }, (_, k) => 2 ** k), threads];
}

/** The engines of a build, best instruction set first. For a short call, instruction set and threads do not matter. */
export function engines(operation: OperationName, place: Place, build: Build, work: Work): Entrant[] {
  const { chosenOnly, short }: Operation = OPERATIONS[operation];
  const isas = build.addon?.isas() ?? [];
  const settings = isas.flatMap((isa) => counts(build).map((threads) => ({ isa, threads })));
  const natives = (short ? settings.slice(0, 1) : settings).map((setting) => {
    return entrant(operation, place, build, work, { name: 'native', ...setting });
  });
  const others = (['wasm', 'js'] as const).map((name) => {
    return entrant(operation, place, build, work, { name, threads: 1 });
  });
  if (chosenOnly) return (natives.length > 0 ? natives : others.slice(0, 1)).flat();
  return [...natives, ...others].flat();
}

/** The loop and the copies that engines are compared with. */
export function yardsticks(operation: OperationName, place: Place, build: Build, work: Work): Entrant[] {
  const { x, out } = work;
  const { yardstick = loop, numbers }: Operation = OPERATIONS[operation];
  const all: Entrant[] = [{ name: 'loop', threads: 1, run: yardstick(work) }];
  if (operation === 'draw' || numbers) return all;
  all.push({ name: 'copy', threads: 1, run: place === 'new' ? () => x.slice() : () => out.set(x) });
  if (streams === undefined || place === 'new') return all;
  return [...all, ...counts(build).flatMap((threads) => rooflines(streams, place, work, threads))];
}

function entrant(name: OperationName, place: Place, { addon }: Build, work: Work, identity: Identity): Entrant[] {
  const operation: Operation = OPERATIONS[name];
  const engine = operation.chosenOnly ? undefined : (identity.name as EngineName);
  const { x, options, prepare, ...limits } = placed(place, work, engine);
  const run = operation.run(work, x, options);
  if (run === undefined) return [];
  const before = () => {
    if (identity.isa !== undefined) addon?.setIsa(identity.isa);
    if (identity.isa !== undefined) addon?.setThreads(identity.threads);
    operation.prepare?.(work);
    prepare?.();
  };
  return [{ ...identity, ...limits, run, output: run, prepare: before }];
}
