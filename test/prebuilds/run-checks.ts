/** Runs the conformance checks of a project by one runtime. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner } from './runners.js';

/** The outcome of checks: one line if they passed, otherwise all output. */
export interface Outcome {
  result: string;
  failed: boolean;
}

/** The result of checks that pass is their last line. */
export async function runChecks({ name, command: [program, ...args], env }: Runner, cwd: string): Promise<Outcome> {
  const log = join(cwd, `${name.replaceAll(/[^\w.]+/g, '-')}.txt`);
  const output = openSync(log, 'w'); // not a pipe, to which Node.js under wine cannot write
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', output, output],
    env: { ...process.env, NATIVE_DROPOUT_ENGINE: 'native', ...env },
    timeout: 600_000,
  });
  closeSync(output);
  const ended = await once(child, 'close').catch((error: Error) => error);
  const text = readFileSync(log, 'utf8').trim();
  if (ended instanceof Error) return { result: ended.message, failed: true };
  const [status, signal] = ended;
  const last = text.split('\n').at(-1) ?? '';
  const passed = status === 0 && /^[1-9]\d* passed, 0 failed$/.test(last);
  return { result: passed ? last : text || `exit code ${status ?? signal}`, failed: !passed };
}
