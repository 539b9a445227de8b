// Makes dist/: the sources twice, as ES modules and, in dist/cjs/, as CommonJS; their comments are in the declarations.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root, run } from './process.mjs';
import { binaryPath, targets } from './targets.mjs';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** The sha256 of each binary that has been built, by target. */
function sums() {
  const built = targets([]).filter((target) => existsSync(join(root, binaryPath(target))));
  const sum = (target) => {
    const file = readFileSync(join(root, binaryPath(target)));
    return createHash('sha256').update(file).digest('hex');
  };
  return Object.fromEntries(built.map((target) => [target.name, sum(target)]));
}

function replaceIn(folder, text, replacement) {
  for (const name of readdirSync(join(root, folder)).filter((file) => file.endsWith('.js'))) {
    const file = join(root, folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(text, replacement));
  }
}

/** @param {string} [built] the addon that a clone has made for itself; what is packed knows none */
export function dist(built) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const compile = (...options) => run(process.execPath, [tsc, '-p', ...options]);
  compile('src', '--emitDeclarationOnly');
  const at = (...names) => join(root, 'dist', ...names);
  for (const name of readdirSync(at())) cpSync(at(name), at('cjs', name), { recursive: true });
  compile('src', '--declaration', 'false', '--removeComments');
  compile('src/tsconfig.cjs.json', '--declaration', 'false', '--removeComments');

  const manifest = { type: 'commonjs', sideEffects: false };
  writeFileSync(join(root, 'dist/cjs/package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  // Names like this one are for the package's own folder; no bundler needs the choice here, as they take ES modules.
  replaceIn('dist/cjs/engine/load', '"#native"', '"./native-commonjs.js"');
  replaceIn('dist/cjs/tfjs', '"#tfjs"', '"./peers-commonjs.js"');

  // In place of those of src/engine/load/built.ts.
  const values = { SHA256: JSON.stringify(sums(), null, 2), BUILT: JSON.stringify(built) };
  const write = (file, prefix) => {
    const lines = Object.entries(values).map(([name, value]) => `${prefix}${name} = ${value};\n`);
    writeFileSync(at(file), lines.join(''));
  };
  write('engine/load/built.js', 'export const ');
  write('cjs/engine/load/built.js', 'exports.');
}
