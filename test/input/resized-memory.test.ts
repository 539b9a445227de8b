/** If memory changes its length during a call, the call works with the length that it read at its start. */

import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { dropout, Generator, Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { run } from '../support/child.js';
import { GrowableBuffer } from '../support/memory.js';

const MOST = 2 ** 21; // bytes

/** After the flag is set, grows the memory by one element at a time to its maximum. */
function grow(buffer: SharedArrayBuffer, flag: Int32Array): Worker {
  const code = `const { buffer, flag } = require('node:worker_threads').workerData;
    Atomics.wait(flag, 0, 0);
    for (let bytes = buffer.byteLength; bytes <= ${MOST}; bytes += 4) buffer.grow(bytes);`;
  return new Worker(code, { eval: true, workerData: { buffer, flag } });
}

describe.each(engines)('%s', (engine) => {
  test('shared memory may grow in a Worker during a call', async () => {
    const buffer = new GrowableBuffer(4 * 1000, { maxByteLength: MOST });
    const x = new Float32Array(buffer); // its length follows that of the memory
    const mask = new Mask({ seed: 1, draw: 0, p: 0.5 });
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const worker = grow(buffer, flag);
    await new Promise((resolve) => worker.once('online', resolve));
    const generator = new Generator(1);
    let grown = 0;
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    while (x.length < MOST / 4) {
      const before = x.length;
      const y = mask.apply(x, { engine });
      expect(x.length).toBeGreaterThanOrEqual(y.length);
      expect(mask.apply(x, { engine, inplace: true })).toBe(x);
      // x may have grown after `out` was made. Then the call throws an error about `out`.
      for (const training of [true, false]) {
        const call = () => dropout(x, 0.5, { engine, training, generator, out: new Float32Array(x.length) });
        try {
          call();
        } catch (error) {
          expect(String(error)).toMatch(/^RangeError: out: expected length \d+ like the input, got \d+$/);
        }
        expect(dropout(x, 0.5, { engine, training, generator, inplace: true })).toBe(x);
      }
      if (x.length !== before) grown += 1;
    }
    await worker.terminate();
    expect(grown).toBeGreaterThan(0);
  });
});

/** In Node.js 20 and 22, optimised code that has seen resizable buffers reads the old length of a detached array. */
test('detached and shrunk arrays are seen by optimised code too', () => {
  const code = `import { dropout, Dropout, Generator, Mask } from 'native-dropout';
    const dead = (array) => { structuredClone(array, { transfer: [array.buffer] }); return array; };
    const message = /^TypeError: (x|dy|out): expected an array with live memory/;
    const mask = new Mask({ seed: 1, draw: 0, p: 0.5 });
    const generator = new Generator(1);
    const layer = new Dropout(0.5, { generator: new Generator(1) });
    const resizable = new ArrayBuffer(400, { maxByteLength: 800 });
    const arrays = [new Float32Array(resizable), new Float32Array(resizable, 0, 100), new Float32Array(100),
      new Float32Array(new SharedArrayBuffer(400, { maxByteLength: 800 }))];
    const wrong = [];
    for (const engine of ${JSON.stringify(engines)}) {
      for (let i = 0; i < 20_000; ++i) {
        mask.apply(arrays[i % 4], { engine });
        dropout(arrays[i % 4], 0.5, { engine, generator, out: arrays[(i >> 2) % 4] });
        dropout(arrays[i % 4], 0.5, { generator, training: false, out: arrays[(i >> 2) % 4] });
        layer.forward(arrays[i % 4]);
        layer.backward(arrays[i % 4]);
      }
      for (let i = 0; i < 200; ++i) {
        const buffer = new ArrayBuffer(400, { maxByteLength: 400 });
        const shrunk = new Float32Array(buffer, 0, 100);
        const draw = generator.draw;
        buffer.resize(200);
        for (const gone of [dead(new Float32Array(100)), shrunk, dead(new Float32Array(new ArrayBuffer(400, { maxByteLength: 400 })))]) {
          const out = new Float32Array(100).fill(7);
          const calls = [() => mask.apply(gone, { engine, out }), () => dropout(gone, 0.5, { engine, generator, out }),
            () => mask.apply(out, { engine, out: gone }), () => dropout(out, 0.5, { engine, generator, out: gone }),
            () => dropout(gone, 0.5, { generator, training: false, out }), () => layer.forward(gone), () => layer.backward(gone)];
          for (const [k, call] of calls.entries()) {
            let error = 'none';
            try { call(); } catch (thrown) { error = String(thrown); }
            if (!message.test(error) || out.some((value) => value !== 7)) wrong.push([engine, k, error]);
          }
        }
        if (generator.draw !== draw) wrong.push('a draw was taken');
      }
    }
    console.log(JSON.stringify(wrong.slice(0, 5)));`;
  expect(run(code)).toEqual({ stdout: '[]\n', stderr: '', status: 0 });
});
