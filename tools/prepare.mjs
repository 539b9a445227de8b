// Makes a clone ready to run: installs packages, then runs a task of build.mjs, each only if it is needed.
import { spawnSync } from 'node:child_process';
import { install } from './install.mjs';
import { root } from './process.mjs';

const task = process.argv[2] ?? 'all';
install(root);
if (task !== 'packages') {
  // A new process, because this one began before the packages were installed.
  const { status } = spawnSync(process.execPath, ['tools/build.mjs', task], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
