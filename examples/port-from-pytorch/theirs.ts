/** PyTorch's run: of a Python that has PyTorch, or the stored one. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Run } from './run.js';

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const read = (file: string): Run => JSON.parse(readFileSync(file, 'utf8'));

/** Debian's Python, which has PyTorch if python3-torch is installed. */
const DEBIAN = '/usr/bin/python3';

export interface Theirs {
  run: Run;
  /** Where it is from. */
  from: string;
}

function hasTorch(python: string): boolean {
  return spawnSync(python, ['-c', 'import torch, numpy']).status === 0;
}

function runLive(python: string): Theirs {
  const folder = mkdtempSync(join(tmpdir(), 'native-dropout-port-'));
  try {
    const file = join(folder, 'run.json');
    const { status, stderr, error } = spawnSync(python, [path('port.py'), file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${python} could not run port.py: ${(error?.message ?? stderr).trim()}`);
    const run = read(file);
    return { run, from: `PyTorch ${run.versions.torch}, run now by ${python}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param python The Python to use; without it, that of Debian if it has PyTorch, or else the stored run. */
export function theirRun(python: string | undefined): Theirs {
  if (python !== undefined) return runLive(python);
  if (hasTorch(DEBIAN)) return runLive(DEBIAN);
  const run = read(path('run.json'));
  return { run, from: `PyTorch ${run.versions.torch}, a stored run (NATIVE_DROPOUT_PYTHON names a Python to run)` };
}
