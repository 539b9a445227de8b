// Builds what is asked for: `addon [directory]`, `wasm`, `types`, or `all` that this machine can. The addon is for the
// target of CMAKE_TOOLCHAIN_FILE (an absolute path), or else for this machine.
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLANG, cmakeJs, onPath, run, WASM_LD } from './compiler.mjs';
import { dist } from './dist.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the addon's build lacks here, or undefined. Visual Studio is found by CMake, not on the path. */
function missingForAddon() {
  if (!onPath('cmake')) return 'cmake';
  if (process.platform === 'win32') return undefined;
  if (!process.env.CXX && !onPath('c++', 'g++', 'clang++', CLANG)) return 'a C++ compiler';
  if (!onPath('ninja', 'make', 'gmake')) return 'make or ninja';
  return undefined;
}

function addon(directory = join(root, 'build/Release')) {
  const target = process.env.ZIG_TARGET ?? basename(process.env.CMAKE_TOOLCHAIN_FILE ?? 'host', '.cmake');
  const out = join(root, 'build/cmake', target); // not build/ itself, where node-gyp keeps a Makefile of its own
  cmakeJs(out);
  mkdirSync(directory, { recursive: true });
  const addon = join(directory, 'native_dropout.node');
  copyFileSync(join(out, 'Release/native_dropout.node'), `${addon}.new`);
  renameSync(`${addon}.new`, addon); // at once: a running process may have the old one mapped
}

function wasm() {
  mkdirSync(join(root, 'build'), { recursive: true });
  const file = join(root, 'build/kernels.wasm');
  run(CLANG, [
    ...['--target=wasm32', '-msimd128', '-mbulk-memory', '-std=c++17', '-O2', '-ffp-contract=off'],
    ...['-fno-exceptions', '-fno-rtti', '-Wall', '-Wextra', '-Werror', '-nostdlib'],
    ...['-Wl,--no-entry,--strip-all,-z,stack-size=65536', 'native/wasm.cc', 'native/kernels.cc', '-o', file],
  ]);
  const base64 = readFileSync(file).toString('base64');
  const lines = base64.match(/.{1,100}/g).map((line) => `  '${line}',\n`);
  writeFileSync(
    join(root, 'src/engine/wasm-module.ts'),
    '// Made from native/ by `npm run build:wasm`.\n' +
      `export const WASM_BASE64: string = [\n${lines.join('')}].join('');\n`,
  );
}

function all() {
  const missing = missingForAddon();
  if (missing === undefined) addon();
  else console.log(`native-dropout: no ${missing} here, so there is no native engine; wasm and js run instead.`);
  if (onPath(CLANG) && onPath(WASM_LD)) wasm();
  dist();
}

const [task = 'all', ...args] = process.argv.slice(2);
({ all, addon, wasm, types: dist })[task](...args);
