/** The addon's binding, without the engine around it. */

import { existsSync } from 'node:fs';
import type { Binding } from '../../binding.js';
import { builtAddon } from '../../tools/process.mjs';

const file = process.env.NATIVE_DROPOUT_ADDON || builtAddon;

/** undefined if no addon was built, unless NATIVE_DROPOUT_ENGINE demands one. */
export function loadBinding(): Binding | undefined {
  if (!existsSync(file) && process.env.NATIVE_DROPOUT_ENGINE !== 'native') return undefined;
  const module = { exports: {} };
  process.dlopen(module, file);
  return module.exports as Binding;
}
