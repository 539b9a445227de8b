// Changes a clone in many ways, and checks which parts tools/prepare.mjs builds again.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/process.mjs';

const clone = join(root, 'build/stale');
const git = (...args) => execFileSync('git', args, { cwd: clone });
rmSync(clone, { recursive: true, force: true });
execFileSync('git', ['clone', '-q', root, clone]);
cpSync(join(root, 'node_modules'), join(clone, 'node_modules'), { recursive: true, verbatimSymlinks: true });

/** The names of the parts that were built. */
function prepare(env = {}) {
  const options = { cwd: clone, encoding: 'utf8', env: { ...process.env, ...env } };
  const { status, stderr, stdout } = spawnSync(process.execPath, ['tools/prepare.mjs'], options);
  assert.equal(status, 0, stderr + stdout);
  return Array.from(stderr.matchAll(/^native-dropout: building (\w+)$/gm), ([, name]) => name);
}

const read = (file) => readFileSync(join(clone, file), 'utf8');
const append = (file) => appendFileSync(join(clone, file), '// a change\n');
const remove = (file) => rmSync(join(clone, file));
const replace = (file, from, to) => writeFileSync(join(clone, file), read(file).replace(from, to));

function expectBuilt(what, expected, env) {
  const began = performance.now();
  assert.deepEqual(prepare(env), expected, what);
  console.log(`${what}: ${expected.join(', ') || 'nothing'}, ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

const ADDON = 'build/Release/native_dropout.node';
const addonHash = () =>
  createHash('sha256')
    .update(readFileSync(join(clone, ADDON)))
    .digest('hex');

expectBuilt('a new clone', ['addon', 'dist']);
const first = addonHash();
expectBuilt('no change', []);
append('src/index.ts');
expectBuilt('a TypeScript file', ['dist']);
remove('dist/index.js');
expectBuilt('a file that is missing in dist/', ['dist']);
remove('dist/engine/load/built.js');
expectBuilt('the file that names the addon', []);
read('dist/engine/load/built.js');
replace('package.json', '"version": "', '"version": "9');
expectBuilt('the version', ['addon']);
replace('package.json', '"scripts": {', '"scripts": { "other": "",');
expectBuilt('a script of package.json', []);
append('native/run/run.h');
expectBuilt('a header', ['addon']);
git('checkout', '-q', '.');
expectBuilt('the commit again', ['addon', 'dist']);
assert.equal(addonHash(), first, 'the addon of the same commit is the same');
remove(ADDON);
expectBuilt('a missing addon', ['addon']);
expectBuilt('another compiler', ['addon'], { CXX: 'g++' });
assert.notEqual(addonHash(), first, 'an addon of another compiler differs');

execFileSync(process.execPath, ['tools/build.mjs', 'packed'], { cwd: clone });
assert.match(read('dist/engine/load/built.js'), /BUILT = undefined/, 'a package knows no addon of a clone');
execFileSync(process.execPath, ['tools/build.mjs', 'types'], { cwd: clone });
assert.match(read('dist/engine/load/built.js'), /BUILT = ".+"/, 'a clone knows its addon after any build');
rmSync(clone, { recursive: true });
