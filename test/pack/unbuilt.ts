/** `npm run test:unbuilt`: a clone without a build cannot be packed; installed from git, it runs on wasm. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { managers, npm } from './managers.js';
import { root, runNode } from './process.js';

const scratch = mkdtempSync(join(tmpdir(), 'native-dropout-unbuilt-'));
process.on('exit', () => rmSync(scratch, { recursive: true }));

const clone = join(scratch, 'clone');
execFileSync('git', ['clone', '-q', root, clone]);
const WHAT_TO_RUN = /prebuilds\/linux-x64\/native-dropout\.node is missing[\s\S]*npm run binaries/;

// Yarn refuses a project whose lock file is not its own.
const pnpm = managers[1].add('')[0];
for (const [name, program] of Object.entries({ npm, pnpm })) {
  await assert.rejects(runNode([program, 'pack'], { cwd: clone, home: scratch }), WHAT_TO_RUN, name);
  assert.deepEqual(tarballs(), [], name);
  console.log(`${name} pack: refused`);
}
await assert.rejects(runNode([npm, 'publish', '--dry-run'], { cwd: clone, home: scratch }), WHAT_TO_RUN);
console.log('npm publish: refused');

function tarballs(): string[] {
  return readdirSync(clone).filter((file) => file.endsWith('.tgz'));
}

// Installed from git the package has its JavaScript, runs on wasm, and says why.
const project = mkdtempSync(join(scratch, 'project-'));
writeFileSync(join(project, 'package.json'), '{ "private": true }');
await runNode([npm, 'install', '--no-audit', '--no-fund', `git+${pathToFileURL(root)}`], { cwd: project });
const uses = {
  import: [
    '--input-type=module',
    '-e',
    "import { dropout, engine } from 'native-dropout'; dropout(new Float32Array(4));",
  ],
  require: ['-e', "const { dropout, engine } = require('native-dropout'); dropout(new Float32Array(4));"],
};
for (const [name, [...args]] of Object.entries(uses)) {
  args.push(`${args.pop()} console.log(JSON.stringify(engine()));`);
  const { name: engine, reason } = JSON.parse(await runNode(args, { cwd: project }));
  assert.equal(engine, 'wasm');
  assert.match(reason, /^native: no addon for /);
  console.log(`installed from git, ${name}: ${engine}, as ${reason}`);
}
