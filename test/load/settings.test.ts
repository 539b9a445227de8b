/** Each thread reads its own environment variables; a wrong value is an error that names the variable. */

import { describe, expect, test } from 'vitest';
import { root, run } from '../support/child.js';
import { native } from '../support/runners.js';

/** Evaluates an expression in a Worker with these settings. Returns its value or the text of its error. */
const prelude = `import { Worker } from 'node:worker_threads';
  import { engine, setThreads, dropout } from 'native-dropout';
  const inWorker = (env, expression) => new Promise((resolve, reject) => {
    const code = \`const { parentPort } = require('node:worker_threads');
      const { engine, setThreads, dropout } = require(${JSON.stringify(`${root}dist/cjs/index.js`)});
      let value;
      try { value = \${expression}; } catch (error) { value = String(error); }
      parentPort.postMessage(value);\`;
    new Worker(code, { eval: true, env, execArgv: [] }).once('message', resolve).once('error', reject);
  });
  const tell = (value) => console.log(JSON.stringify(value));`;

function told(code: string, env: Record<string, string> = {}): unknown {
  const { stdout, stderr } = run(`${prelude}\n${code}`, { env });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('NATIVE_DROPOUT_ENGINE must be exactly one of three names', () => {
  const names = ['WASM', 'Native', 'j s', 'gpu', 'toString', '0'];
  const code = `tell(await Promise.all(${JSON.stringify(names)}.map((name) => 
    inWorker({ NATIVE_DROPOUT_ENGINE: name }, 'dropout(new Float32Array(3))'))));`;
  const message = "RangeError: NATIVE_DROPOUT_ENGINE: expected one of 'native', 'wasm', 'js', got ";
  expect(told(code)).toEqual(names.map((name) => `${message}"${name}"`));
});

test('spaces around it are ignored', () => {
  const names = [' js', 'js ', 'js\r', '\tjs\n'];
  const code = `tell(await Promise.all(${JSON.stringify(names)}.map((name) =>
    inWorker({ NATIVE_DROPOUT_ENGINE: name }, 'engine().reason'))));`;
  expect(told(code)).toEqual(names.map(() => 'NATIVE_DROPOUT_ENGINE=js'));
});

test('an empty value, or one of spaces, counts as not set', () => {
  const code = `const plain = await inWorker({}, 'engine()');
    const empty = { NATIVE_DROPOUT_ENGINE: '', NATIVE_DROPOUT_ISA: ' ', NATIVE_DROPOUT_THREADS: '' };
    tell([plain, await inWorker(empty, 'engine()')]);`;
  const [plain, empty] = told(code) as unknown[];
  expect(empty).toEqual(plain);
});

describe.runIf(native !== undefined)('native', () => {
  test('setThreads() sets its threads even if another engine is chosen', () => {
    const code = `setThreads(3);
      tell([engine().name, await inWorker({ NATIVE_DROPOUT_ENGINE: 'native' }, 'engine().threads')]);`;
    expect(told(code, { NATIVE_DROPOUT_ENGINE: 'js' })).toEqual(['js', 3]);
  });

  test("a Worker's settings do not change those of the process", () => {
    const code = `const before = engine();
      const env = { NATIVE_DROPOUT_ISA: 'scalar', NATIVE_DROPOUT_THREADS: '7' };
      await inWorker(env, 'engine()');
      const { name } = await inWorker({ NATIVE_DROPOUT_ENGINE: 'js' }, 'engine()');
      tell([before, engine(), name]);`;
    const [before, after, name] = told(code) as unknown[];
    expect(after).toEqual(before);
    expect(name).toBe('js');
  });
});
