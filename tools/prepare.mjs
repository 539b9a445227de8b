// Makes a clone ready to run: installs packages and builds, each only if it is needed.
import { spawnSync } from 'node:child_process';
import { install } from './install.mjs';
import { root } from './process.mjs';

install(root);
// A process of its own: this one began before the packages of the build were installed.
const { status } = spawnSync(process.execPath, ['tools/build.mjs', 'all'], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
