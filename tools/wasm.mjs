// Compiles kernels to the wasm modules. They are committed, so that a clone needs no compiler for them. Every Linux x64
// machine makes the same bytes, which CI checks.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './process.mjs';
import { zigEnvironment } from './zig.mjs';

/** The sources of each module: that of the engine, and that of native-dropout/replay. */
const MODULES = {
  'src/engine/wasm-module.ts': ['edge/wasm', 'kernels/apply', 'kernels/kernels', 'kernels/values', 'run/given'],
  'src/replay/wasm-module.ts': ['replay/wasm'],
};

const FLAGS =
  '-msimd128 -mbulk-memory -std=c++17 -O2 -ffp-contract=off -fno-math-errno -fno-exceptions -fno-rtti -nostdlib ' +
  '-Wl,--no-entry,--strip-all,-z,stack-size=65536 -Inative -Wall -Wextra -Werror ' +
  '-Wno-unused-command-line-argument'; // zig adds one that wasm has no use for

export function wasm() {
  for (const [module, sources] of Object.entries(MODULES)) compile(module, sources);
}

/**
 * @param {string} module
 * @param {string[]} sources
 */
function compile(module, sources) {
  mkdirSync(join(root, 'build'), { recursive: true });
  const file = join(root, 'build/kernels.wasm');
  const { ZIG, ZIG_TARGET, ...env } = zigEnvironment('wasm32-freestanding');
  run(
    ZIG,
    ['c++', '-target', ZIG_TARGET, ...FLAGS.split(' '), ...sources.map((name) => `native/${name}.cc`), '-o', file],
    env,
  );
  // Not base64, in which gzip finds no repeated instructions.
  const lines = readFileSync(file, 'hex')
    .match(/.{1,1000}/g)
    .map((line) => `  '${line}',\n`);
  writeFileSync(
    join(root, module),
    '// Made from native/ by `npm run build:wasm`.\n' +
      `export const WASM_HEX: string = [\n${lines.join('')}].join('');\n`,
  );
}
