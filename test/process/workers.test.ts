/** Worker threads may load the package and end at any time, with or without work. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, run } from '../support/child.js';
import { native } from '../support/runners.js';

describe('worker threads', () => {
  const worker = JSON.stringify(join(root, 'test/process/worker.mjs'));
  const start = `import { Worker } from 'node:worker_threads';
    const start = (seed, n, rounds) => new Promise((resolve, reject) => {
      const worker = new Worker(${worker}, { execArgv: [], workerData: { seed, n, rounds } });
      let message;
      worker.on('message', (m) => { message = m; }).on('error', reject).on('exit', () => resolve(message));
    });`;

  test('several at once get the right bits', () => {
    const code = `${start} import { Mask } from 'native-dropout';
      const workers = [1, 2, 3, 4].map((seed) => start(seed, 200_003, 40));
      const x = new Float32Array(300_000);
      for (let i = 0; i < 40; ++i) new Mask({ seed: 9, draw: i, p: 0.1 }).apply(x);
      console.log(JSON.stringify(await Promise.all(workers)));`;
    const { stdout, stderr, status } = run(code);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const results: { wrong: number }[] = JSON.parse(stdout);
    expect(results.map(({ wrong }) => wrong)).toEqual([0, 0, 0, 0]);
  });

  test.runIf(native !== undefined)('the only one that loaded the addon may end while its threads sleep', () => {
    const code = `${start} import { readFileSync } from 'node:fs';
      for (let i = 0; i < 3; ++i) {
        const { wrong } = await start(i, 500_000, 3);
        if (wrong > 0) throw new Error('wrong bits');
        // The threads run the addon's code, so it must stay in memory.
        const mapped = process.platform !== 'linux' || readFileSync('/proc/self/maps').includes('native_dropout.node');
        if (!mapped) throw new Error('the addon is gone');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const { Mask } = await import('native-dropout');
      new Mask({ seed: 1, draw: 0, p: 0.5 }).apply(new Float32Array(500_000));
      console.log('done');`;
    expect(run(code)).toMatchObject({ stdout: 'done\n', stderr: '', status: 0 });
  });

  test.runIf(native !== undefined)('do not change the number of threads', () => {
    const code = `${start} import { engine, setThreads } from 'native-dropout';
      setThreads(3);
      await start(1, 100, 1);
      console.log(engine().threads);`;
    expect(run(code)).toMatchObject({ stdout: '3\n', stderr: '', status: 0 });
  });

  test('process.exit() and terminate() in the middle of work end the process', () => {
    const code = `import { Worker } from 'node:worker_threads';
      const body = "const { Mask } = require('native-dropout');" +
        "const x = new Float32Array(1e6); for (let i = 0; ; ++i) new Mask({ seed: 1, draw: i, p: 0.1 }).apply(x, { out: x });";
      const options = { eval: true, execArgv: ['--no-warnings'] };
      const workers = [new Worker(body, options), new Worker(body, options)];
      setTimeout(() => workers[0].terminate(), 200);
      setTimeout(() => process.exit(7), 400);`;
    expect(run(code)).toMatchObject({ stderr: '', status: 7 });
  });
});
