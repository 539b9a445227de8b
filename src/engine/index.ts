/** Which engine runs a call. They give the same bits, so the choice is one of speed alone. */

import { loadNative } from '#native';
import { checkInteger, wrongType, wrongValue } from '../check.js';
import { type Engine, type EngineName, MAX_THREADS, type NativeEngine } from './engine.js';
import { js } from './js.js';
import { loadWasm } from './wasm.js';

export interface EngineInfo {
  name: EngineName;
  /** The instruction set in use: 'avx512', 'avx2', 'neon', 'scalar', 'simd128'. */
  isa: string;
  /** How many threads work on a large call. */
  threads: number;
  /** Why nothing better runs, or who asked for this one; missing where the best engine runs by itself. */
  reason?: string;
}

/** Browsers have none. */
const environment = globalThis.process?.env ?? {};

/** Best first. */
const loaders: Record<EngineName, () => Engine> = { native: loadNative, wasm: loadWasm, js: () => js };
const names = Object.keys(loaders) as EngineName[];

/** Below these lengths the js engine is the faster one, as entering compiled code costs more than the work. */
const smallest: Record<EngineName, number> = { native: 0, wasm: 128, js: 0 };

/** Engines that were asked for, or why there is none. */
const loaded = new Map<EngineName, Engine | Error>();

function load(name: EngineName): Engine | Error {
  let engine = loaded.get(name);
  if (engine === undefined) {
    try {
      engine = loaders[name]();
    } catch (error) {
      engine = error instanceof Error ? error : new Error(String(error));
    }
    if (isNative(engine)) engine.configure(environment); // a setting that cannot be had is told, not passed over
    loaded.set(name, engine);
  }
  return engine;
}

function isNative(engine: Engine | Error): engine is NativeEngine {
  return engine.name === 'native';
}

/** Node's "Cannot find module" goes on with a stack of requires. */
function firstLine(error: Error): string {
  return error.message.split('\n', 1)[0];
}

/** The addon's scalar code is slower than the vectors of WebAssembly. */
function isOutrun(engine: Engine): boolean {
  return isNative(engine) && engine.isas[0] === 'scalar' && !(load('wasm') instanceof Error);
}

function demand(name: EngineName, by: string): Engine {
  const engine = load(name);
  if (engine instanceof Error)
    throw new Error(`${by}: the ${name} engine cannot run: ${firstLine(engine)}`, { cause: engine });
  return engine;
}

interface Choice {
  engine: Engine;
  /** Arrays shorter than this go to the js engine. */
  smallest: number;
  reason?: string;
}

let choice: Choice | undefined;

function choose(): Choice {
  const forced = environment.NATIVE_DROPOUT_ENGINE;
  if (forced) {
    const by = 'NATIVE_DROPOUT_ENGINE';
    return { engine: demand(checkEngineName(by, forced), by), smallest: 0, reason: `${by}=${forced}` };
  }
  const reasons: string[] = [];
  for (const name of names) {
    const engine = load(name);
    if (engine instanceof Error) reasons.push(`${name}: ${firstLine(engine)}`);
    else if (isOutrun(engine)) reasons.push(`${name}: it knows none of this processor's vector instructions`);
    else return { engine, smallest: smallest[name], ...(reasons.length > 0 && { reason: reasons.join('; ') }) };
  }
  throw new Error('unreachable: the js engine always loads');
}

export function checkEngineName(by: string, name: unknown): EngineName {
  if (names.includes(name as EngineName)) return name as EngineName;
  const expected = `one of ${names.map((one) => `'${one}'`).join(', ')}`;
  throw typeof name === 'string' ? wrongValue(by, expected, name) : wrongType(by, expected, name);
}

/** The engine for a call on n elements: the one asked for, or the fastest. */
export function pick(n: number, wanted?: EngineName): Engine {
  if (wanted !== undefined) return demand(checkEngineName('engine', wanted), 'engine');
  choice ??= choose();
  return n < choice.smallest ? js : choice.engine;
}

/**
 * What runs large calls here, and why nothing better does. (Where that is wasm, short arrays go to the js engine, which is
 * faster for them; the result is the same.)
 * @throws {Error | RangeError} if NATIVE_DROPOUT_ENGINE names an engine that cannot run, or none.
 *
 * @example
 * import { engine } from 'native-dropout';
 * console.log(engine()); // for example { name: 'native', isa: 'avx2', threads: 8 }
 */
export function engine(): EngineInfo {
  choice ??= choose();
  const { engine, reason } = choice;
  return { name: engine.name, isa: engine.isa(), threads: engine.threads(), ...(reason !== undefined && { reason }) };
}

/**
 * How many threads the native engine uses for a large call, the caller's among them. One setting for the whole process,
 * worker threads included; os.availableParallelism() or NATIVE_DROPOUT_THREADS at first. Results do not depend on it.
 * The other engines have one thread, and ignore it.
 * @param n An integer in [1, 256].
 * @throws {TypeError | RangeError} if n is not such an integer.
 */
export function setThreads(n: number): void {
  checkInteger('n', n, 1, MAX_THREADS);
  choice ??= choose();
  if (isNative(choice.engine)) choice.engine.setThreads(n);
}
