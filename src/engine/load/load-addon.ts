/**
 * Loads the addon for this machine and checks it by a known answer. It asks the process for Node.js's modules instead of
 * importing them, because hosts without them load this file, too (CommonJS).
 */

import type { Binding } from '../../../binding.js';
import { addonEngine } from '../addon.js';
import type { NativeEngine } from '../engine.js';
import { BUILT, SHA256 } from './built.js';
import { checkAnswer } from './known-answer.js';
import { setting } from './settings.js';

/** The version of package.json; the build gives the addon the same. */
const VERSION = '0.2.0';

/** The addon's file for each target of tools/targets.mjs. */
export type Addons = Readonly<Record<string, URL | string>>;

/** @throws {Error} if there is no addon for this machine, or it is not the right one. */
export function loadAddon(addons: () => Addons): NativeEngine {
  if (!globalThis.process?.getBuiltinModule) throw new Error('only Node.js, Bun and Deno load addons');
  const named = setting('NATIVE_DROPOUT_ADDON');
  const binding = named === undefined ? findBinding(addons) : dlopen(named);
  if (binding.version !== VERSION) {
    throw new Error(`the addon was built from version ${binding.version}, not ${VERSION}`);
  }
  const engine = addonEngine(binding);
  checkAnswer(engine);
  return engine;
}

/** Loads the addon that was built in this clone, or else the package's for this platform. */
function findBinding(addons: () => Addons): Binding {
  const { existsSync } = process.getBuiltinModule('node:fs');
  if (BUILT !== undefined && existsSync(BUILT)) return dlopen(BUILT);

  const target = `${process.platform}-${process.arch}`;
  const file = locate(addons)[target];
  if (file === undefined || !existsSync(file)) throw notFound();
  checkSum(target, file);
  return dlopen(file);
}

function locate(addons: () => Addons): Addons {
  try {
    return addons();
  } catch (cause) {
    throw notFound(cause); // in a bundle whose modules have no URL
  }
}

function notFound(cause?: unknown): Error {
  const what = `no addon for ${process.platform}-${process.arch} is beside this code`;
  return new Error(`${what}: keep native-dropout out of bundles, or name the file in NATIVE_DROPOUT_ADDON`, { cause });
}

/** @throws {Error} if this is not the published file: loading a damaged one may end the process. */
function checkSum(target: string, file: URL | string): void {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const sum = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (sum !== SHA256[target])
    throw new Error(`the addon for ${target} was not built together with this JavaScript, or is damaged`);
}

/** @param file A path or a URL; NATIVE_DROPOUT_ADDON may be either. */
function dlopen(file: URL | string): Binding {
  const { resolve } = process.getBuiltinModule('node:path');
  const { fileURLToPath } = process.getBuiltinModule('node:url');
  const module = { exports: {} };
  process.dlopen(module, /^file:/.test(String(file)) ? fileURLToPath(file) : resolve(String(file)));
  return module.exports as Binding;
}
