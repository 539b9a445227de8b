/** What is in the tarball: all that an installed copy can use, and nothing else. */

import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { BINARIES } from './binaries.js';
import { root } from './process.js';
import type { Tarball } from './tarball.js';

function filesIn(folder: string, extension: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith(extension)).map((file) => file.replaceAll(sep, '/'));
}

/** What each source is in both builds; where the addons are, each build says in a module of its own. */
function modulesOf(file: string): string[] {
  const module = file.slice(0, -'.ts'.length);
  const esm = module === 'engine/native-commonjs' ? [] : [`dist/${module}`];
  return module === 'engine/native' ? esm : [...esm, `dist/cjs/${module}`];
}

/** Every file but the binaries. */
function wantedFiles(): string[] {
  const modules = filesIn('src', '.ts').flatMap(modulesOf);
  return [
    ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'dist/cjs/package.json'],
    ...filesIn('docs', '.md').map((file) => `docs/${file}`),
    ...modules.flatMap((module) => [`${module}.js`, `${module}.d.ts`]),
  ];
}

/** Missing binaries are told elsewhere. */
export function checkFiles({ files }: Tarball): void {
  const paths = files.map(({ path }) => path);
  const wanted = wantedFiles();
  const allowed = [...wanted, ...BINARIES];
  const wrong = [
    ...paths.filter((path) => !allowed.includes(path)).map((path) => `${path} has no place in it`),
    ...wanted.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** To install is to unpack: nothing else is fetched, and nothing runs. */
export function checkManifest({ manifest }: Tarball): void {
  const scripts = ['preinstall', 'install', 'postinstall'].filter((name) => name in Object(manifest.scripts));
  const kinds = Object.keys(manifest).filter((key) => /dependencies$/i.test(key) && key !== 'devDependencies');
  const wrong = [
    ...scripts.map((name) => `package.json has a script '${name}'`),
    ...kinds.map((kind) => `package.json has ${kind}`),
    ...(manifest.gypfile === false ? [] : ['package.json has no "gypfile": false, without which npm may run node-gyp']),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}
