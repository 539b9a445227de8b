// Runs a command of package.json: reads its options, makes ready what it needs, and starts its program.
import { spawnSync } from 'node:child_process';
import { readOptions } from './command-line.mjs';
import { commandOf } from './commands.mjs';
import { root, runNode } from './process.mjs';

const [name, ...args] = process.argv.slice(2);
const command = commandOf(name);
readOptions(command, args);
const { run, needs = 'all' } = command;
runNode('tools/prepare.mjs', needs);
if (needs === 'packed') {
  // The clone's dist/ again, which knows its addon: tests that are run without npm need it.
  process.on('exit', () => spawnSync(process.execPath, ['tools/build.mjs', 'types'], { cwd: root }));
}
runNode(...(run[0].endsWith('.ts') ? ['--import', 'tsx'] : []), ...run, ...args);
