// Makes dist/: ES modules, and CommonJS in dist/cjs/. Comments are only in the declarations, which both share.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root, run } from './process.mjs';
import { filesIn, ifStale } from './stale.mjs';
import { binaryPath, targets } from './targets.mjs';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** The compiled src/engine/load/built.ts, which writeBuilt() overwrites, and its syntax of exports. */
const BUILT = { 'engine/load/built.js': 'export const ', 'cjs/engine/load/built.js': 'exports.' };

/** Compiles src/ to dist/, if it is stale. */
export function dist() {
  const inputs = filesIn('src', 'binding.d.ts', 'tsconfig.json', 'package-lock.json', 'tools/dist.mjs');
  const replaced = Object.keys(BUILT).map((file) => `dist/${file}`);
  const outputs = () => filesIn('dist').filter((file) => !replaced.includes(file));
  ifStale('dist', { inputs, outputs }, compile);
}

function compile() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const tscIn = (...options) => run(process.execPath, [tsc, '-p', ...options]);
  const code = ['--declaration', 'false', '--removeComments'];
  tscIn('src', ...code);
  tscIn('src/tsconfig.cjs.json', ...code, '--noCheck'); // the first run has checked all
  tscIn('src/tsconfig.cjs.json', '--emitDeclarationOnly', '--noCheck');

  const manifest = { type: 'commonjs', sideEffects: false };
  writeFileSync(join(root, 'dist/cjs/package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  shareDeclarations();
  // The WebAssembly modules, in digits, are large files: both builds read those of CommonJS, which ES modules can import.
  for (const room of ['engine', 'replay']) {
    rmSync(join(root, `dist/${room}/wasm-module.js`));
    replaceIn(`dist/${room}`, './wasm-module.js', `../cjs/${room}/wasm-module.js`);
  }
  // Node.js resolves these names only inside the package. Bundlers take the ES modules, so CommonJS needs no choice.
  replaceIn('dist/cjs/engine/load', '"#native"', '"./native-commonjs.js"');
  replaceIn('dist/cjs/tfjs', '"#tfjs"', '"./peers-commonjs.js"');
}

/** The entry points, and the way from each to dist/. */
const ENTRIES = { index: './', 'tfjs/index': '../', 'replay/index': '../' };

/**
 * Keeps only declarations that the entry points need, and lets both builds use them. They are CommonJS, which ES modules
 * can import; the reverse is an error in some module resolutions of TypeScript.
 */
function shareDeclarations() {
  const entries = Object.keys(ENTRIES).map((entry) => `dist/cjs/${entry}.d.ts`);
  const list = ['--ignoreConfig', '--listFilesOnly', '--module', 'nodenext', ...entries];
  const needed = execFileSync(process.execPath, [tsc, ...list], { cwd: root, encoding: 'utf8' }).split(/\r?\n/);
  const declarations = filesIn('dist/cjs').filter((file) => file.endsWith('.d.ts'));
  for (const file of declarations.filter((one) => !needed.some((path) => path.endsWith(one)))) rmSync(join(root, file));
  for (const [entry, way] of Object.entries(ENTRIES)) {
    writeFileSync(join(root, `dist/${entry}.d.ts`), `export * from '${way}cjs/${entry}.js';\n`);
  }
}

function replaceIn(folder, text, replacement) {
  for (const name of readdirSync(join(root, folder)).filter((file) => file.endsWith('.js'))) {
    const file = join(root, folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(text, replacement));
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
