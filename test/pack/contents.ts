/** The tarball contains all files that an installed copy can use, and no other. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { reachableFiles } from '../support/reachable.js';
import { BINARIES } from './binaries.js';
import { root } from './process.js';
import type { Tarball } from './tarball.js';

function filesIn(folder: string, extension: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith(extension)).map((file) => file.replaceAll(sep, '/'));
}

/** Pages about the repository. */
const FOR_DEVELOPERS = ['architecture.md', 'building.md', 'experiment.md', 'performance.md'];

/** Every file but the binaries and the declarations of CommonJS, which lint.ts checks. */
function wantedFiles({ directory, manifest }: Tarball): string[] {
  const entries = JSON.stringify(manifest.exports).match(/\bdist\/[\w/]+\.js\b/g) ?? [];
  return [
    ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'dist/cjs/package.json', 'tfjs/package.json'],
    'replay/package.json',
    ...['dist/index.d.ts', 'dist/tfjs/index.d.ts', 'dist/replay/index.d.ts'],
    ...filesIn('docs', '.md').flatMap((file) => (FOR_DEVELOPERS.includes(file) ? [] : [`docs/${file}`])),
    ...reachableFiles(directory, entries),
    ...['cli.mjs', 'command-line.mjs', 'options.mjs'].map((file) => `tools/${file}`),
    ...filesIn('tools/cli', '.mjs').map((file) => `tools/cli/${file}`),
  ];
}

/** Missing binaries are the concern of binaries.ts. */
export function checkFiles(tarball: Tarball): void {
  const paths = tarball.files.map(({ path }) => path).filter((path) => !/^dist\/cjs\/.*\.d\.ts$/.test(path));
  const wanted = wantedFiles(tarball);
  const allowed = [...wanted, ...BINARIES];
  const wrong = [
    ...paths.filter((path) => !allowed.includes(path)).map((path) => `${path} does not belong in the package`),
    ...wanted.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** The most bytes that a user downloads, and that a binary takes on disk. */
const MOST = 560_000;
const MOST_OF_BINARY = 164 * 1024;

export function checkSizes({ size, files }: Tarball): void {
  const large = files.filter((file) => file.path.endsWith('.node') && file.size > MOST_OF_BINARY);
  const wrong = [
    ...(size > MOST ? [`the tarball has ${size} bytes, more than ${MOST}`] : []),
    ...large.map((file) => `${file.path} has ${file.size} bytes, more than ${MOST_OF_BINARY}`),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** In a clone, built.js names the clone's addon; the packed one must not. */
export function checkOutside({ directory }: Tarball): void {
  for (const file of ['dist/engine/load/built.js', 'dist/cjs/engine/load/built.js']) {
    const text = readFileSync(join(directory, file), 'utf8');
    if (!text.includes('BUILT = undefined;')) throw new Error(`${file} names an addon outside of the package: ${text}`);
  }
}

/** The published package has no scripts at all: npm warns about some that it does not even run. */
export function checkScripts({ manifest }: Tarball): void {
  if ('scripts' in manifest) throw new Error(`package.json has scripts: ${JSON.stringify(manifest.scripts)}`);
}

/** Installing only unpacks: peers are optional, nothing else is fetched, and nothing runs. */
export function checkManifest({ manifest }: Tarball): void {
  const scripts = ['preinstall', 'install', 'postinstall'].filter((name) => name in Object(manifest.scripts));
  const harmless = ['devDependencies', 'peerDependencies'];
  const kinds = Object.keys(manifest).filter((key) => /dependencies$/i.test(key) && !harmless.includes(key));
  const meta = manifest.peerDependenciesMeta as Record<string, { optional?: boolean }>;
  const needed = Object.keys(Object(manifest.peerDependencies)).filter((peer) => meta[peer]?.optional !== true);
  const wrong = [
    ...needed.map((peer) => `the peer ${peer} is not optional`),
    ...scripts.map((name) => `package.json has a script '${name}'`),
    ...kinds.map((kind) => `package.json has ${kind}`),
    ...(manifest.gypfile === false ? [] : ['package.json has no "gypfile": false, without which npm may run node-gyp']),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}
