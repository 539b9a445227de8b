// Builds one task. `all`, the default, is what a clone needs to run: the addon and dist/. `types` is dist/ alone, and
// `packed` is dist/ for a package, without the path of the clone's addon. These skip what is up to date; `wasm` and
// `addon [directory]` always build. The addon is for this machine, or for the target of CMAKE_TOOLCHAIN_FILE (an absolute
// path).
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildDirectory, cmakeJs, missingForAddon, settings } from './compiler.mjs';
import { dist, writeBuilt } from './dist.mjs';
import { builtAddon, root } from './process.mjs';
import { filesIn, ifStale } from './stale.mjs';
import { wasm } from './wasm.mjs';

function addon(directory = dirname(builtAddon)) {
  const out = buildDirectory();
  cmakeJs(out);
  mkdirSync(directory, { recursive: true });
  const addon = join(directory, 'native_dropout.node');
  copyFileSync(join(out, 'Release/native_dropout.node'), `${addon}.new`);
  renameSync(`${addon}.new`, addon); // at once: a running process may have the old one mapped
}

function types() {
  dist();
  writeBuilt(existsSync(builtAddon) ? builtAddon : undefined);
}

function packed() {
  dist();
  writeBuilt(undefined);
}

/** Without the wasm module, which is committed. */
function all() {
  const missing = missingForAddon();
  if (missing === undefined) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const inputs = filesIn(
      'native',
      'CMakeLists.txt',
      'tools/node-api.cmake',
      'tools/exports.map',
      'package-lock.json',
    );
    const outputs = () => ['build/Release/native_dropout.node'];
    ifStale('addon', { inputs, settings: { version, ...settings() }, outputs }, () => addon());
  } else {
    console.log(`native-dropout: no ${missing} here, so there is no native engine; wasm and js run instead.`);
  }
  types();
}

const [task = 'all', ...args] = process.argv.slice(2);
({ all, addon, types, packed, wasm })[task](...args);
