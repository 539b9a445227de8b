/** examples/mpi without MPI: a run resumes, and a missing library is one clear message. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeCheckpoint, saveCheckpoint } from 'native-dropout';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { startMpi } from '../../examples/mpi/mpi.js';
import { train } from '../../examples/mpi/run.js';
import { Stopwatch } from '../../examples/mpi/stopwatch.js';
import { readDigits } from '../../examples/shared/mlp/digits.js';
import { newRun, type Run, resume } from '../../examples/shared/mlp/run.js';

const { load } = vi.hoisted(() => ({ load: vi.fn() }));
vi.mock('koffi', () => ({ default: { load } }));

const scratch = mkdtempSync(join(tmpdir(), 'native-dropout-checkpoint-'));
const file = join(scratch, 'run.checkpoint');
afterAll(() => rmSync(scratch, { recursive: true }));

const { training } = readDigits();
const alone = { rank: 0, size: 1, exchange: (gradients: Float32Array) => gradients };

/** Trains on one rank, which needs no MPI. */
function trained(run: Run, steps: number, afterStep = () => {}): Run {
  train(run, steps, training, { ...alone, afterStep }, new Stopwatch());
  return run;
}

describe('a run', () => {
  test('that stops between two checkpoints ends like one that does not', () => {
    const stopped = newRun();
    const save = () => {
      if (stopped.step % 2 === 0) saveCheckpoint(file, stopped);
    };
    trained(stopped, 3, save);
    const resumed = newRun();
    resume(resumed, file);
    expect(resumed.step).toBe(2);
    const [ours, theirs] = [trained(resumed, 5), trained(newRun(), 5)];
    expect(ours).toEqual(theirs);
    expect(ours.weights).not.toEqual(newRun().weights);
  });

  test('begins if there is no checkpoint', () => {
    const run = newRun();
    resume(run, join(scratch, 'none'));
    expect(run.step).toBe(0);
  });

  test('refuses a checkpoint that is cut off, or has other settings or shapes', () => {
    saveCheckpoint(file, newRun());
    const bytes = readFileSync(file);
    expect(() => resume(newRun(), bytes.subarray(0, -1))).toThrow('it is cut off, changed or no checkpoint');
    const { settings, ...rest } = newRun();
    const other = encodeCheckpoint({ settings: { ...settings, momentum: 0.8 }, ...rest });
    expect(() => resume(newRun(), other)).toThrow(/^checkpoint: expected one of a run with .*"momentum":0.9\}, got/);
    const smaller = encodeCheckpoint({ settings, ...rest, weights: new Float32Array(3) });
    expect(() => resume(newRun(), smaller)).toThrow('Float32Array of 3');
  });
});

describe('Open MPI', () => {
  /** A machine that has these libraries. */
  const install = (...names: string[]) =>
    load.mockImplementation((name: string) => {
      if (!names.includes(name)) throw new Error(`${name}: cannot open shared object file`);
      return {
        symbol: () => {
          throw new Error('no such symbol');
        },
      };
    });

  test('is missing: the message says how to install it', () => {
    install();
    expect(startMpi).toThrow(/^libmpi\.so\.40 cannot be loaded; install Open MPI: apt-get install openmpi-bin/);
  });

  test('is not MPICH', () => {
    install('libmpich.so.12');
    expect(startMpi).toThrow(/^libmpi\.so\.40 cannot be loaded \(libmpich\.so\.12 is here, but MPICH is another MPI\)/);
  });

  test('is not another library of that name', () => {
    install('libmpi.so.40');
    expect(startMpi).toThrow('libmpi.so.40 has no ompi_mpi_comm_world: it is a different library');
  });
});
