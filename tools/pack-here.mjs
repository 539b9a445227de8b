// Packs for this machine's platform alone. A copy of the clone is packed: the clone keeps its own binaries and package.json.
import { copyFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { program } from './command-line.mjs';
import { missingForAddon } from './compiler.mjs';
import { builtAddon, filesOfGit, root, run } from './process.mjs';
import { filesIn } from './stale.mjs';
import { binaryPath, targetHere } from './targets.mjs';

const copy = join(root, 'build/pack-here');

await program(() => {
  const target = targetHere();
  if (target === undefined) throw new Error(`native-dropout: ${process.platform}-${process.arch} has no addon`);
  const missing = missingForAddon();
  if (missing !== undefined) throw new Error(`native-dropout: no ${missing} here, so there is no addon to pack`);

  rmSync(copy, { recursive: true, force: true });
  // With dist/ and its stamp, nothing is compiled again.
  for (const file of [...filesOfGit(), ...filesIn('dist', 'build/stamps')]) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const binary = join(copy, binaryPath(target));
  mkdirSync(dirname(binary), { recursive: true });
  copyFileSync(builtAddon, binary);

  const inCopy = (file, task) => run(process.execPath, [join(copy, 'tools', file), task]);
  inCopy('build.mjs', 'packed');
  inCopy('manifest.mjs', 'strip');
  const { name, version } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
  run('npm', ['pack', copy, '--ignore-scripts', '--pack-destination', join(root, 'build')]);
  const tarball = join(root, `build/${name}-${version}-${target.name}.tgz`);
  renameSync(join(root, `build/${name}-${version}.tgz`), tarball);
  rmSync(copy, { recursive: true });
  console.log(`This package has one binary, for ${target.name}. To install it:\nnpm install ${tarball}`);
});
