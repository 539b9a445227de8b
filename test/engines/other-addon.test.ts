/** Another addon may give memory that begins at any byte, and set floating-point modes: no result changes. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dtype, StoredArray } from '../../src/core/dtype.js';
import type { NativeEngine } from '../../src/engine/engine.js';
import { input } from '../conformance/engines.js';
import { fewRows, jobOf, type Row, run } from '../support/operations.js';
import { native } from '../support/runners.js';
import { expectSame } from '../support/same.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compiler = [process.env.CXX, 'c++', 'g++', 'clang++'].find(
  (name) => name !== undefined && name !== '' && spawnSync(name, ['--version']).status === 0,
);

interface Neighbour {
  memory(bytes: number, shift: number): ArrayBuffer;
  modes: string[];
}

const scratch = mkdtempSync(join(tmpdir(), 'native-dropout-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const file = join(scratch, 'neighbour.node');

function load(): Neighbour {
  const { include_dir } = createRequire(import.meta.url)('node-api-headers');
  const options = ['-std=c++17', '-O1', '-shared', '-fPIC', `-I${include_dir}`, `-I${join(root, 'native')}`];
  if (process.platform === 'darwin') options.push('-Wl,-undefined,dynamic_lookup');
  execFileSync(compiler as string, [...options, join(root, 'test/engines/other-addon.cc'), '-o', file]);
  const module = { exports: {} };
  process.dlopen(module, file);
  return module.exports as Neighbour;
}

describe.runIf(native !== undefined && compiler !== undefined && process.platform !== 'win32')('another addon', () => {
  const engine = native as NativeEngine;
  let neighbour: Neighbour;
  beforeAll(() => {
    neighbour = load();
  });

  /** An array that begins `shift` bytes past a multiple of 64. */
  function arrayAt(dtype: Dtype, n: number, shift: number): StoredArray {
    return new dtype.Array(neighbour.memory(n * dtype.bytes, shift), 0, n);
  }

  /** Runs into and from arrays at these byte offsets, also in place. */
  function check(row: Row, n: number, shifts: readonly number[]): void {
    const job = jobOf(row, { seed: 9n, draw: 1, p: 0.1 }, 77, n);
    const x = input(row.dtype, n);
    const expected = new row.dtype.Array(n);
    run(engine, job, x, expected);
    for (const shift of shifts) {
      const y = arrayAt(row.dtype, n, shift);
      run(engine, job, x, y);
      expectSame(y, expected, `${n} elements to byte ${shift}`);
      const misaligned = arrayAt(row.dtype, n, 8 - shift);
      misaligned.set(x);
      run(engine, job, misaligned, y.fill(77));
      expectSame(y, expected, `${n} elements from byte ${8 - shift} to byte ${shift}`);
      run(engine, job, misaligned, misaligned);
      expectSame(misaligned, expected, `${n} elements in place at byte ${8 - shift}`);
    }
  }

  describe.each(native?.isas ?? [])('%s: arrays begin at any byte', (isa) => {
    test.each(fewRows)('$name', (row) => {
      engine.setIsa(isa);
      for (const n of [3, 1000, 100_000]) check(row, n, [1, 2, 3, 4, 5, 6, 7]);
    });

    // These operations have all of the streaming stores. Few rows are enough: memory of this size is freed late.
    const large = fewRows.filter(
      ({ operation, bits }) => operation.name === 'select' || (operation.name === 'add' && bits === 'drawn'),
    );
    test.each(large)('$name, beyond all caches', (row) => {
      engine.setIsa(isa);
      check(row, (20 * 2 ** 20) / row.dtype.bytes, [1, 4, 6]);
    });
  });

  test('the floating-point mode of the caller changes no bit, and stays as it is', () => {
    expect(neighbour.modes.length).toBeGreaterThan(4);
    const script = join(root, 'test/engines/float-modes.mjs');
    for (const first of neighbour.modes) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, first], { encoding: 'utf8' });
      expect({ first, status, stdout, stderr }).toEqual({ first, status: 0, stdout: '', stderr: '' });
    }
  });
});
