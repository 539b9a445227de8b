// Builds what is asked for: `addon [directory]`, `types` (the JavaScript, as it is packed), `wasm`, or `all` that a clone
// needs to run. The addon is for the target of CMAKE_TOOLCHAIN_FILE (an absolute path), or else for this machine.
import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cmakeJs, missingForAddon } from './compiler.mjs';
import { dist } from './dist.mjs';
import { builtAddon, root } from './process.mjs';
import { wasm } from './wasm.mjs';

function addon(directory = dirname(builtAddon)) {
  const target = process.env.ZIG_TARGET ?? basename(process.env.CMAKE_TOOLCHAIN_FILE ?? 'host', '.cmake');
  const out = join(root, 'build/cmake', target); // not build/ itself, where node-gyp keeps a Makefile of its own
  cmakeJs(out);
  mkdirSync(directory, { recursive: true });
  const addon = join(directory, 'native_dropout.node');
  copyFileSync(join(out, 'Release/native_dropout.node'), `${addon}.new`);
  renameSync(`${addon}.new`, addon); // at once: a running process may have the old one mapped
}

/** Without the wasm module, which is committed. */
function all() {
  const missing = missingForAddon();
  if (missing === undefined) addon();
  else console.log(`native-dropout: no ${missing} here, so there is no native engine; wasm and js run instead.`);
  dist(builtAddon);
}

const [task = 'all', ...args] = process.argv.slice(2);
({ all, addon, types: () => dist(), wasm })[task](...args);
