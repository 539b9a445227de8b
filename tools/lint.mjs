// Checks the format and lint of TypeScript and JavaScript, the format of C++, and the imports between rooms.
import { spawnSync } from 'node:child_process';
import { filesOfGit, root } from './process.mjs';

function succeeds(program, ...args) {
  const shell = process.platform === 'win32';
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', shell }).status === 0;
}

const held = [
  succeeds('npx', 'biome', 'check', '--error-on-warnings', '.'),
  succeeds('npx', 'clang-format', '--dry-run', '-Werror', ...filesOfGit('*.cc', '*.h', '*.inl')),
  succeeds('node', 'tools/rooms.mjs'),
];
if (held.includes(false)) process.exitCode = 1;
