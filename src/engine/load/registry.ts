/** The engines of this process. Each is loaded when it is first needed. */

import { loadNative } from '#native';
import { wrong } from '../../input/errors.js';
import type { Engine, EngineName, NativeEngine } from '../engine.js';
import { js } from '../js/engine.js';
import { loadWasm } from '../wasm.js';
import { setting } from './settings.js';

/** Best first. */
const LOADERS: Readonly<Record<EngineName, () => Engine>> = { native: loadNative, wasm: loadWasm, js: () => js };

export const ENGINES = Object.keys(LOADERS) as readonly EngineName[];

/** The engines that were loaded, or why one cannot be. */
const loaded = new Map<EngineName, Engine | Error>();

export function load(name: EngineName): Engine | Error {
  let engine = loaded.get(name);
  if (engine === undefined) {
    try {
      engine = LOADERS[name]();
    } catch (error) {
      engine = error instanceof Error ? error : new Error(String(error));
    }
    // Outside of try: the user must hear of a setting that cannot be applied.
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

/** The first line of a message, without a full stop: Node's "Cannot find module" adds a stack of requires. */
export function firstLine(error: Error): string {
  return error.message.split('\n', 1)[0].replace(/\.$/, '');
}

/** @throws {Error} if that engine cannot run here. */
export function demand(name: EngineName, by: string): Engine {
  const engine = load(name);
  if (!(engine instanceof Error)) return engine;
  throw new Error(`${by}: the ${name} engine cannot run: ${firstLine(engine)}`, { cause: engine });
}

/**
 * Reads the option `engine`.
 * @throws {TypeError | RangeError} if no engine has that name. {Error} if that engine cannot run here.
 */
export function readEngine(name: unknown): Engine | undefined {
  return name === undefined ? undefined : demand(checkEngineName('engine', name), 'engine');
}

export function checkEngineName(by: string, name: unknown): EngineName {
  if (ENGINES.includes(name as EngineName)) return name as EngineName;
  throw wrong('string', by, `one of ${ENGINES.map((one) => `'${one}'`).join(', ')}`, name);
}
