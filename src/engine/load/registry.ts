/** The engines of this process: each is loaded when it is first asked for. */

import { loadNative } from '#native';
import { wrongType, wrongValue } from '../../input/errors.js';
import type { Engine, EngineName, NativeEngine } from '../engine.js';
import { js } from '../js/engine.js';
import { loadWasm } from '../wasm.js';
import { setting } from './settings.js';

/** Best first. */
const LOADERS: Readonly<Record<EngineName, () => Engine>> = { native: loadNative, wasm: loadWasm, js: () => js };

export const ENGINES = Object.keys(LOADERS) as readonly EngineName[];

/** Engines that were asked for, or why there is none. */
const loaded = new Map<EngineName, Engine | Error>();

export function load(name: EngineName): Engine | Error {
  let engine = loaded.get(name);
  if (engine === undefined) {
    try {
      engine = LOADERS[name]();
    } catch (error) {
      engine = error instanceof Error ? error : new Error(String(error));
    }
    // Not among what is caught: a setting that cannot be had is told, not passed over.
    if (isNative(engine)) {
      engine.configure({ isa: setting('NATIVE_DROPOUT_ISA'), threads: setting('NATIVE_DROPOUT_THREADS') });
    }
    loaded.set(name, engine);
  }
  return engine;
}

export function isNative(engine: Engine | Error): engine is NativeEngine {
  return engine.name === 'native';
}

/** Node's "Cannot find module" goes on with a stack of requires, and others end in a full stop. */
export function firstLine(error: Error): string {
  return error.message.split('\n', 1)[0].replace(/\.$/, '');
}

/** @throws {Error} if that engine cannot run here. */
export function demand(name: EngineName, by: string): Engine {
  const engine = load(name);
  if (!(engine instanceof Error)) return engine;
  throw new Error(`${by}: the ${name} engine cannot run: ${firstLine(engine)}`, { cause: engine });
}

/** The option `engine`. */
export function readEngineName(name: unknown): EngineName | undefined {
  return name === undefined ? undefined : checkEngineName('engine', name);
}

export function checkEngineName(by: string, name: unknown): EngineName {
  if (ENGINES.includes(name as EngineName)) return name as EngineName;
  const expected = `one of ${ENGINES.map((one) => `'${one}'`).join(', ')}`;
  throw typeof name === 'string' ? wrongValue(by, expected, name) : wrongType(by, expected, name);
}
