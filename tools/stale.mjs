// Runs a step of the build only if its inputs or outputs have changed since its last run. Contents are compared, not
// times: a checkout of an older commit changes both in the wrong direction.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';

/**
 * The files of the repository in these paths, which are files or folders.
 * @param {string[]} paths
 */
export function filesIn(...paths) {
  return paths.flatMap((path) => {
    if (!statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()) return [path];
    return filesIn(...readdirSync(join(root, path)).map((name) => `${path}/${name}`));
  });
}

/**
 * @param {string[]} files
 * @param {unknown} [settings]
 */
function hashOf(files, settings) {
  const hash = createHash('sha256').update(JSON.stringify(settings ?? null));
  for (const file of files) {
    hash.update(`\0${file}\0`);
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * @param {string} name of the step, printed when it runs
 * @param {{ inputs: string[], settings?: unknown, outputs: () => string[] }} step
 * @param {() => void} make
 */
export function ifStale(name, { inputs, settings, outputs }, make) {
  const stamp = join(root, 'build/stamps', name);
  const before = hashOf(inputs, settings);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === `${before} ${hashOf(outputs())}`) return;
  console.error(`native-dropout: building ${name}`);
  rmSync(stamp, { force: true }); // a step that fails is run again
  make();
  mkdirSync(join(root, 'build/stamps'), { recursive: true });
  writeFileSync(stamp, `${before} ${hashOf(outputs())}`);
}
