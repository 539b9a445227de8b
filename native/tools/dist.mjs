// Makes dist/: the sources twice, as ES modules and, in dist/cjs/, as CommonJS.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

export function dist() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run(process.execPath, [tsc, '-p', 'src']);
  run(process.execPath, [tsc, '-p', 'src/tsconfig.cjs.json']);

  const native = { node: './engine/native-commonjs.js', default: './engine/no-native.js' };
  const manifest = { type: 'commonjs', sideEffects: false, imports: { '#native': native } };
  writeFileSync(join(root, 'dist/cjs/package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

  // In place of those of src/engine/sums.ts.
  const text = JSON.stringify(sums(), null, 2);
  writeFileSync(join(root, 'dist/engine/sums.js'), `export const SHA256 = ${text};\n`);
  writeFileSync(join(root, 'dist/cjs/engine/sums.js'), `exports.SHA256 = ${text};\n`);
}
