/** examples/mpi without MPI: checkpoints resume, and a missing library is one clear message. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { parseCheckpoint, readCheckpoint, writeCheckpoint } from '../../examples/mpi/checkpoint.js';
import { startMpi } from '../../examples/mpi/mpi.js';
import { beginning } from '../../examples/mpi/run.js';

const { load } = vi.hoisted(() => ({ load: vi.fn() }));
vi.mock('koffi', () => ({ default: { load } }));

const scratch = mkdtempSync(join(tmpdir(), 'native-dropout-checkpoint-'));
const file = join(scratch, 'checkpoint.json');
afterAll(() => rmSync(scratch, { recursive: true }));

/** The checkpoint of a run after `step` steps, and the text of its file. */
function saved(step: number) {
  const state = { ...beginning(), step };
  state.velocity.fill(-0.1);
  state.digests.fill(step);
  state.masks.hidden.draw = step;
  writeCheckpoint(file, state);
  return { state, text: readFileSync(file, 'utf8') };
}

function parse(text: string) {
  return parseCheckpoint(Buffer.from(text));
}

describe('a checkpoint', () => {
  test('is restored bit by bit', () => {
    const { state } = saved(7);
    expect(parseCheckpoint(readCheckpoint(file))).toEqual(state);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  test('survives if the next one cannot be written', () => {
    const { state } = saved(3);
    mkdirSync(`${file}.new`);
    expect(() => writeCheckpoint(file, { ...state, step: 4 })).toThrow('EISDIR');
    expect(parseCheckpoint(readCheckpoint(file)).step).toBe(3);
    rmSync(`${file}.new`, { recursive: true });
  });

  test('is refused if it is incomplete, or from another run', () => {
    const { text } = saved(1);
    expect(() => parse(text.slice(0, -1))).toThrow('checkpoint: expected a complete one, got other bytes');
    expect(() => parse('null')).toThrow(/^checkpoint: expected one of a run with \{"seed":42/);
    expect(() => parse(text.replace('"seed":42', '"seed":43'))).toThrow(/got \{"seed":43/);
    expect(() => parse(text.replace('"step":1', '"step":0.5'))).toThrow('checkpoint: expected a step, got 0.5');
    expect(() => parse(text.replace('"draw":1', '"draw":-1'))).toThrow('expected states of generators in its masks');
    expect(() => parse(text.replace('"velocity":"', '"velocity":"AAAA'))).toThrow(/expected \d+ bytes of velocity/);
    expect(() => readCheckpoint(scratch)).toThrow(`--resume: cannot read the checkpoint ${scratch}`);
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
