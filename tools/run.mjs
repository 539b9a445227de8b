// Runs a command of package.json: reads its options, makes ready what it needs, and starts its program.
import { spawnSync } from 'node:child_process';
import { readOptions } from './command-line.mjs';
import { commandOf } from './commands.mjs';
import { root } from './process.mjs';

/** Ends this process if it fails. */
function node(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const [name, ...args] = process.argv.slice(2);
const command = commandOf(name);
readOptions(command, args);
const [program, ...first] = command.run;
node('tools/prepare.mjs', command.needs);
if (command.needs === 'packed') {
  // The clone's dist/ again, which knows its addon: tests that are run without npm need it.
  process.on('exit', () => spawnSync(process.execPath, ['tools/build.mjs', 'types'], { cwd: root }));
}
node(...(program.endsWith('.ts') ? ['--import', 'tsx'] : []), program, ...first, ...args);
