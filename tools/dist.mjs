// Makes dist/: ES modules, CommonJS in dist/cjs/, and declarations. tools/bundle/ defines their contents.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root, run } from './process.mjs';
import { filesIn, ifStale } from './stale.mjs';
import { binaryPath, targets } from './targets.mjs';

const require = createRequire(import.meta.url);

/** The modules in place of src/engine/load/built.ts, which writeBuilt() writes, and their syntax of exports. */
const BUILT = { 'engine/load/built.js': 'export const ', 'cjs/engine/load/built.js': 'exports.' };

/** Makes dist/ of src/, if it is stale. */
export function dist() {
  const inputs = filesIn('src', 'binding.d.ts', 'tsconfig.json', 'package-lock.json', 'tools/dist.mjs', 'tools/bundle');
  const replaced = Object.keys(BUILT).map((file) => `dist/${file}`);
  const outputs = () => filesIn('dist').filter((file) => !replaced.includes(file));
  ifStale('dist', { inputs, outputs }, make);
}

function make() {
  for (const folder of ['dist', 'build/declarations']) rmSync(join(root, folder), { recursive: true, force: true });
  const node = (program, ...args) => run(process.execPath, [require.resolve(program), ...args]);
  node('typescript/bin/tsc', '-p', 'src'); // checks types, and writes build/declarations/
  node('rollup/dist/bin/rollup', '--silent', '-c', 'tools/bundle/rollup.config.mjs');
  const manifest = { type: 'commonjs', sideEffects: false };
  writeFileSync(join(root, 'dist/cjs/package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  // Both builds use the declarations of CommonJS, which ES modules can import; the reverse is an error in some module
  // resolutions of TypeScript.
  for (const [entry, way] of Object.entries({ index: './', 'tfjs/index': '../', 'replay/index': '../' })) {
    writeFileSync(join(root, `dist/${entry}.d.ts`), `export * from '${way}cjs/${entry}.js';\n`);
  }
}

/**
 * Writes the facts that the loader needs into dist/: the checksums of the prebuilt binaries, and the clone's addon.
 * @param {string} [addon] undefined in a package
 */
export function writeBuilt(addon) {
  const values = { SHA256: JSON.stringify(sums(), null, 2), BUILT: JSON.stringify(addon) };
  for (const [file, prefix] of Object.entries(BUILT)) {
    const lines = Object.entries(values).map(([name, value]) => `${prefix}${name} = ${value};\n`);
    const path = join(root, 'dist', file);
    const old = existsSync(path) && readFileSync(path, 'utf8');
    if (old !== lines.join('')) writeFileSync(path, lines.join('')); // only then: running tests may read it
  }
}

/** The sha256 of each binary that has been built, by target. */
function sums() {
  const built = targets([]).filter((target) => existsSync(join(root, binaryPath(target))));
  const sum = (target) => {
    const file = readFileSync(join(root, binaryPath(target)));
    return createHash('sha256').update(file).digest('hex');
  };
  return Object.fromEntries(built.map((target) => [target.name, sum(target)]));
}
