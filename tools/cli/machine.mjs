// What this machine runs: versions, engines, and how long a call takes.
import { readFileSync } from 'node:fs';
import { engine, Generator } from 'native-dropout';

/** @type {{ version: string }} */
export const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** For example `native-dropout 1.2.3, Node.js 22.1.0, linux-x64`. */
export function versions() {
  return `native-dropout ${manifest.version}, Node.js ${process.versions.node}, ${process.platform}-${process.arch}`;
}

/** @type {readonly import('native-dropout').EngineName[]} */
export const ENGINES = ['native', 'wasm', 'js'];

/** Calls `run` for each engine that runs here, and returns its name and the result. */
export function onEachEngine(run) {
  return ENGINES.filter(canRun).map((name) => [name, run(name)]);
}

function canRun(name) {
  try {
    new Generator(0).mask(0.5).toBits(1, { engine: name });
    return true;
  } catch {
    return false;
  }
}

/** The median of the milliseconds that a call takes, of the calls that a time allows. */
export function milliseconds(run, budget) {
  run();
  const times = [];
  for (let spent = 0; spent < budget || times.length < 5; spent += times[times.length - 1]) {
    const began = performance.now();
    run();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

/** The setting that lowers the instruction set of the native engine, if there is one. */
export function isaSetting() {
  const isa = process.env.NATIVE_DROPOUT_ISA?.trim();
  return isa && engine().name === 'native' ? `NATIVE_DROPOUT_ISA=${isa}` : undefined;
}

/** For example `native, avx512, 2 threads`. */
export function inUse() {
  const { name, isa, threads } = engine();
  return `${name}, ${isa}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}
