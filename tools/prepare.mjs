// Makes a clone ready to run: installs when node_modules is missing or older than the lock file, then builds.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  console.log('native-dropout: installing what it is built and tested with');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}
run(process.execPath, ['tools/build.mjs', 'all']);
