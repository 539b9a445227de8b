/** In tfjs-node dropout is an operation of TensorFlow, registered once in a process; where it cannot be, tensors are copied. */

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropout, type ExecutionInfo, execution } from 'native-dropout/tfjs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { NativeEngine } from '../../src/engine/engine.js';
import { chosen } from '../../src/engine/load/choice.js';
import type { NodeBackend } from '../../src/tfjs/operation.js';
import { builtAddon } from '../../tools/process.mjs';
import { root, run } from '../support/child.js';
import { backends, held, tf, use } from './backends.js';
import { onNode } from './copy.js';

const BY: Readonly<Record<string, ExecutionInfo['by']>> = { cpu: 'memory', wasm: 'memory', tensorflow: 'operation' };

test.each(backends)('execution() tells how %s runs', async (backend) => {
  await use(backend);
  expect(execution()).toEqual({ backend, by: BY[backend] ?? 'device' });
});

test.each(backends.filter((backend) => backend !== 'tensorflow'))('%s never looks for TensorFlow', async (backend) => {
  await use(backend);
  const register = vi.spyOn(chosen().engine as NativeEngine, 'registerOperation');
  dropout(tf.ones([100]), 0.5).dispose();
  execution();
  expect(register).not.toHaveBeenCalled();
});

/** Code for a new process with tfjs-node. */
const start = `import { createRequire } from 'node:module';
  const require = createRequire(${JSON.stringify(join(root, 'build/tools/tfjs-node/index.js'))});
  const tf = require('@tensorflow/tfjs-node');
  const ours = await import('native-dropout/tfjs');
  const addon = ${JSON.stringify(builtAddon)};
  const load = (file) => { const module = { exports: {} }; process.dlopen(module, file); return module.exports; };
  const kept = (seed) => ours.dropout(tf.ones([1000]), 0.5, { seed }).dataSync().join('');`;
const quiet = { TF_CPP_MIN_LOG_LEVEL: '1' };

/** The standard output of code in such a process. */
function output(code: string, env: Record<string, string> = {}): string {
  const { stdout, stderr, status } = run(`${start}${code}`, { env: { ...quiet, ...env } });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.trim();
}

describe.runIf(onNode)('in tfjs-node', () => {
  beforeAll(() => use('tensorflow'));

  const tell = 'console.log(JSON.stringify(ours.execution()))';

  test.each([
    [{ NATIVE_DROPOUT_TENSORFLOW_OP: '0' }, 'NATIVE_DROPOUT_TENSORFLOW_OP=0'],
    [{ NATIVE_DROPOUT_ENGINE: 'wasm' }, 'the wasm engine runs'],
    [{ NATIVE_DROPOUT_ENGINE: 'js' }, 'the js engine runs'],
  ])('with %j tensors are copied', (env, reason) => {
    expect(JSON.parse(output(tell, env))).toEqual({ backend: 'tensorflow', by: 'copies', reason });
  });

  test('with a GPU tensors are copied', () => {
    const code = `tf.backend().isUsingGpuDevice = true; ${tell}`;
    expect(JSON.parse(output(code))).toMatchObject({ by: 'copies', reason: 'tfjs-node-gpu has its tensors on a GPU' });
  });

  test('a switch that is neither 0 nor 1 is an error', () => {
    const code = 'try { kept(1); } catch (error) { console.log(String(error)); }';
    expect(output(code, { NATIVE_DROPOUT_TENSORFLOW_OP: 'no' })).toBe(
      'RangeError: NATIVE_DROPOUT_TENSORFLOW_OP: expected 0 or 1, got "no"',
    );
  });

  test('without a TensorFlow the addon says so', () => {
    const code = `const module = { exports: {} };
      process.dlopen(module, ${JSON.stringify(builtAddon)});
      try { module.exports.registerOperation(); } catch (error) { console.log(error.message); }`;
    expect(run(code).stdout.trim()).toBe("TensorFlow's library is not loaded under a known name");
  });

  test('a profile names the kernel', async () => {
    const { kernelNames } = await tf.profile(() => dropout(tf.ones([10]), 0.5));
    expect(kernelNames).toContain('NativeDropout');
  });

  test('an error of TensorFlow is a TypeError with its cause', () => {
    const x = tf.ones([100]);
    const spied = vi.spyOn(tf.backend() as unknown as NodeBackend, 'executeSingleOutput').mockImplementation(() => {
      throw new Error('out of memory');
    });
    const before = held();
    expect(() => dropout(x, 0.5)).toThrow(
      expect.objectContaining({ name: 'TypeError', cause: new Error('out of memory') }),
    );
    spied.mockRestore();
    expect(held()).toEqual(before);
  });

  test('10,000 steps of forward and backward leave nothing', () => {
    const x = tf.variable(tf.ones([128, 128]));
    const step = (): void =>
      tf.tidy(() =>
        tf
          .grad((x) => dropout(x.mul(2), 0.5).sum())(x)
          .dispose(),
      );
    for (let i = 0; i < 1000; ++i) step();
    const [before, resident] = [held(), process.memoryUsage().rss];
    for (let i = 0; i < 10_000; ++i) step();
    expect(held()).toEqual(before);
    expect(process.memoryUsage().rss - resident).toBeLessThan(400 * 2 ** 20); // a leak of one y a step would be 625 MiB
    x.dispose();
  });

  test('its input stays as it was, and may be its second tensor too', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => i - 5000);
    const x = tf.tensor1d(values).mul(1);
    const y = dropout(x, 0.5, { seed: 1 });
    expect(x.dataSync()).toEqual(values);
    expect(y.dataSync()).not.toEqual(values);
    tf.dispose([x, y]);
  });

  const other = mkdtempSync(join(tmpdir(), 'native-dropout-'));
  afterAll(() => rmSync(other, { recursive: true }));

  test('two copies of the addon register one operation each', () => {
    const copy = join(other, 'copy.node');
    copyFileSync(builtAddon, copy);
    const code = `const [first, second] = [load(addon), load(${JSON.stringify(copy)})];
      const names = new Set([second.registerOperation(), first.registerOperation(), second.registerOperation()]);
      const before = kept(7);
      console.log(names.size, ours.execution().by, kept(7) === before, before.includes('2'));`;
    expect(output(code)).toBe('2 operation true true');
  });

  test('Workers may register it and end, in any number, while the operation runs', () => {
    const body = `const { workerData } = require('node:worker_threads');
      const module_ = { exports: {} };
      process.dlopen(module_, workerData);
      module_.exports.registerOperation();`;
    const code = `import { Worker } from 'node:worker_threads';
      const right = (await import('native-dropout')).dropout(new Float32Array(1000).fill(1), 0.5,
        { generator: new (await import('native-dropout')).Generator(7) }).join('');
      const register = () => new Promise((resolve, reject) => {
        new Worker(${JSON.stringify(body)}, { eval: true, execArgv: [], workerData: addon }).on('error', reject).on('exit', resolve);
      });
      let wrong = 0;
      for (let i = 0; i < 30; ++i) {
        const ended = Promise.all(Array.from({ length: 10 }, register));
        if (kept(7) !== right) ++wrong;
        await ended;
        if (kept(7) !== right) ++wrong;
      }
      console.log(wrong, ours.execution().by);`;
    expect(output(code)).toBe('0 operation');
  }, 120_000);

  test('Workers with tfjs-node of their own run it at once, and one that ends leaves it to the others', () => {
    const body = `const { workerData: directory, parentPort } = require('node:worker_threads');
      const tf = require('node:module').createRequire(directory)('@tensorflow/tfjs-node');
      import('native-dropout/tfjs').then(({ dropout, execution }) => {
        const kept = () => dropout(tf.ones([1000]), 0.5, { seed: 7 }).dataSync().join('');
        const first = kept();
        for (let i = 0; i < 200; ++i) if (kept() !== first) throw new Error('wrong bits');
        parentPort.postMessage(execution().by + first);
      });`;
    const code = `import { Worker } from 'node:worker_threads';
      const start = () => new Promise((resolve, reject) => {
        let message;
        new Worker(${JSON.stringify(body)}, { eval: true, execArgv: [], workerData: ${JSON.stringify(join(root, 'build/tools/tfjs-node/index.js'))} })
          .on('message', (text) => { message = text; }).on('error', reject).on('exit', () => resolve(message));
      });
      const first = await start();
      const more = await Promise.all([start(), start()]);
      console.log(new Set([first, ...more, 'operation' + kept(7)]).size);`;
    expect(output(code)).toBe('1');
  }, 120_000);
});
