/** Times PyTorch, JAX, TensorFlow and numpy by the Python that NATIVE_DROPOUT_PYTHON names. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PeerCase, PeerTiming } from './peer.js';

const SCRIPTS = {
  PyTorch: 'time_pytorch.py',
  JAX: 'time_jax.py',
  TensorFlow: 'time_tensorflow.py',
  numpy: 'time_numpy.py',
};

export type PythonPeer = keyof typeof SCRIPTS;
export const PYTHON_PEERS = Object.keys(SCRIPTS) as PythonPeer[];

/** @returns The timings, or Python's error. */
export function timePython(peer: PythonPeer, { n, p }: PeerCase, seconds: number): PeerTiming[] | string {
  const python = process.env.NATIVE_DROPOUT_PYTHON;
  if (!python) return 'NATIVE_DROPOUT_PYTHON is not set';
  const script = fileURLToPath(new URL(SCRIPTS[peer], import.meta.url));
  const { status, stdout, stderr, error } = spawnSync(python, [script, `${n}`, `${p}`, `${seconds}`], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status === 0) return JSON.parse(stdout) as PeerTiming[];
  return error?.message ?? stderr.trim().split('\n').at(-1) ?? `ended with code ${status}`;
}
