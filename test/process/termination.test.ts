/** Threads and processes may end while the addon loads or works, without harm to others. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { root } from '../support/child.js';
import { native } from '../support/runners.js';

const program = fileURLToPath(new URL('./termination.mjs', import.meta.url));
const addon = `${root}build/Release/native_dropout.node`;

/** Terminates 150 Workers that load the addon, and 150 that call it, in a new process. */
async function survive(): Promise<string> {
  const child = spawn(process.execPath, [program, addon, '150'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const [status, signal] = await once(child, 'close');
  return `${status ?? signal} ${stderr}`;
}

test.runIf(native !== undefined)(
  '300 Workers terminated while they load it, 300 while they call it, and process.exit() meanwhile',
  async () => {
    const ended = await Promise.all(Array.from({ length: 2 }, survive));
    expect(ended).toEqual(Array(2).fill('0 '));
  },
  120_000,
);
