/** The cloud function of docs/deploy.md, built by the commands there, runs on the addon beside it, and throws without it. */

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { engine } from 'native-dropout';
import { expect, test } from 'vitest';
import { builtAddon } from '../../tools/process.mjs';
import { binaryPath, targetHere } from '../../tools/targets.mjs';
import { root, run } from '../support/child.js';

const page = readFileSync(join(root, 'docs/deploy.md'), 'utf8');
const [, handler = ''] = /^```js \[app\.mjs\]\n([\s\S]*?)^```$/m.exec(page) ?? [];
const [, commands = ''] = /^```sh\n(npx esbuild [\s\S]*?)^```$/m.exec(page) ?? [];
const CALL = "console.log((await (await import('./fn/index.mjs')).handler({ x: [1, 2, 3] })).length)";

const runs = engine().name === 'native' && process.platform !== 'win32';

test.skipIf(!runs)(
  'a function of a cloud',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'native-dropout-'));
    try {
      const installed = join(folder, 'node_modules/native-dropout');
      const binary = join(installed, binaryPath(targetHere() as NonNullable<ReturnType<typeof targetHere>>));
      mkdirSync(dirname(binary), { recursive: true });
      copyFileSync(builtAddon, binary);
      symlinkSync(join(root, 'dist'), join(installed, 'dist'));
      copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));

      mkdirSync(join(folder, 'fn'));
      writeFileSync(join(folder, 'app.mjs'), handler);
      symlinkSync(join(root, 'node_modules/.bin'), join(folder, 'node_modules/.bin'));
      const here = commands.replaceAll('linux-x64', `${process.platform}-${process.arch}`);
      execFileSync('sh', ['-ec', here], { cwd: folder, stdio: 'pipe' });
      rmSync(join(folder, 'node_modules'), { recursive: true });

      expect(run(CALL, { directory: folder })).toEqual({ status: 0, stdout: '3\n', stderr: '' });
      rmSync(join(folder, 'fn/native-dropout.node'));
      expect(run(CALL, { directory: folder })).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(/Error: .*native-dropout/),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);
