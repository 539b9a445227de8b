/** The addon's binding, without what src/ puts around it. */

import { existsSync } from 'node:fs';
import type { Binding } from '../binding.js';
import { addons } from '../src/engine/native.js';

const file = process.env.NATIVE_DROPOUT_ADDON || String(addons().built);

/** Undefined where none was built, unless one has to be. */
export function loadBinding(): Binding | undefined {
  if (!existsSync(file) && process.env.NATIVE_DROPOUT_ENGINE !== 'native') return undefined;
  const module = { exports: {} };
  process.dlopen(module, file);
  return module.exports as Binding;
}
