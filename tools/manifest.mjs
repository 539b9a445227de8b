// Removes from package.json what only a clone uses, because npm warns of scripts in packages. `strip` runs before a
// package is made, `restore` after it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';

const file = join(root, 'package.json');
const kept = join(root, 'build/package.json');

function strip() {
  const { scripts, devDependencies, overrides, ...packed } = JSON.parse(readFileSync(file, 'utf8'));
  mkdirSync(join(root, 'build'), { recursive: true });
  renameSync(file, kept);
  writeFileSync(file, `${JSON.stringify(packed, null, 2)}\n`);
}

function restore() {
  renameSync(kept, file);
}

({ strip, restore })[process.argv[2]]();
