/** If a slower engine runs than expected, a warning says so, and what to do, once per thread. */

import { describe, expect, test } from 'vitest';
import { copyOfPackage, root, run } from '../support/child.js';
import { native } from '../support/runners.js';

/** Uses the package in this thread and in a Worker, and prints the warnings of each. */
const use = `const uses = \`
    const warnings = [];
    process.on('warning', ({ code, message }) => { warnings.push({ code, message }); });
    const { dropout, engine, Mask } = await import('native-dropout');
    const x = new Float32Array(1000);
    dropout(x, 0.5, { engine: 'wasm' });
    new Mask({ seed: 1, draw: 0, p: 0.5 }).toBits(9, { engine: 'js' });
    await new Promise(setImmediate);
    const named = warnings.length;
    for (let i = 0; i < 3; ++i) dropout(x);
    engine();
    await new Promise(setImmediate);
    const told = { named, warnings };\`;
  import { writeFileSync } from 'node:fs';
  import { Worker } from 'node:worker_threads';
  writeFileSync('use.mjs', uses + 'export { told }');
  writeFileSync('worker.mjs', uses + '(await import("node:worker_threads")).parentPort.postMessage(told);');
  const { told } = await import(process.cwd() + '/use.mjs');
  const worker = new Worker('./worker.mjs', { execArgv: ['--no-warnings'] });
  const inWorker = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  console.log(JSON.stringify([told, inWorker]));`;

interface Told {
  /** Number of warnings after calls with the option `engine`. */
  named: number;
  warnings: { code: string; message: string }[];
}

function threads(directory: string, env?: Record<string, string>): Told[] {
  const { stdout, stderr } = run(use, { directory, flags: ['--no-warnings'], ...(env && { env }) });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const none: Told = { named: 0, warnings: [] };

test('native was expected and could not run', () => {
  const [main, worker] = threads(copyOfPackage());
  expect(worker).toEqual(main);
  expect(main).toMatchObject({ named: 0, warnings: [{ code: 'NATIVE_DROPOUT_FALLBACK' }] });
  expect(main.warnings).toHaveLength(1);
  const [{ message }] = main.warnings;
  expect(message).toMatch(/runs on the wasm engine, which is slower and gives the same bits. native: no addon for /);
  expect(message).toMatch(/keep native-dropout out of bundles, or name the file in NATIVE_DROPOUT_ADDON/);
  expect(message).toMatch(/ NATIVE_DROPOUT_ENGINE=wasm silences this.$/);
});

describe('nothing is said', () => {
  test.each(['wasm', 'js'])('when %s was chosen', (name) => {
    const env = { NATIVE_DROPOUT_ENGINE: name };
    expect(threads(copyOfPackage(), env)).toEqual([none, none]);
  });

  test.runIf(native !== undefined)('when native runs', () => {
    const directory = copyOfPackage();
    const env = { NATIVE_DROPOUT_ADDON: `${root}build/Release/native_dropout.node` };
    expect(threads(directory, env)).toEqual([none, none]);
  });
});
