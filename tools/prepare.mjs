// Makes a clone ready to run: installs packages, then runs a task of build.mjs, each only if it is needed.
import { install } from './install.mjs';
import { root, runNode } from './process.mjs';

const task = process.argv[2] ?? 'all';
install(root);
if (task !== 'packages') runNode('tools/build.mjs', task); // a new process, because packages may be new
