/** Importing the package, or making its objects, reads no random number, setting, file or addon. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { root, run } from '../support/child.js';

const program = fileURLToPath(new URL('./import.mjs', import.meta.url));

test('holds for both builds, also without crypto', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', program, root], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('works if the global object is frozen: then each copy has a default generator', () => {
  const code = `Object.freeze(globalThis);
    const { defaultGenerator, dropout, manualSeed, Generator, monteCarlo } = await import('native-dropout');
    manualSeed(42);
    const y = dropout(new Float32Array(99).fill(1));
    const same = dropout(new Float32Array(99).fill(1), 0.5, { generator: new Generator(42) });
    const { std } = monteCarlo(9, () => dropout(y));
    console.log(y.join() === same.join(), defaultGenerator.draw, std.some((s) => s > 0));`;
  expect(run(code)).toEqual({ stdout: 'true 1 true\n', stderr: '', status: 0 });
});
