/** The backends of TensorFlow.js, and if they are available here. */

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

export const BACKENDS = ['cpu', 'wasm', 'tensorflow'] as const;
export type BackendName = (typeof BACKENDS)[number];

const MADE = new URL('../../build/tools/tfjs-node/', import.meta.url);
export const TFJS_NODE = fileURLToPath(new URL('node_modules/@tensorflow/tfjs-node', MADE));

const CORES = availableParallelism();

/** Number of threads of TensorFlow.js per backend. */
export const THREADS: Readonly<Record<BackendName, number>> = { cpu: 1, wasm: 1, tensorflow: CORES };

/** Environment of the measured processes. */
export const ENVIRONMENT = { TF_CPP_MIN_LOG_LEVEL: '1', TF_NUM_INTRAOP_THREADS: String(CORES) };

/** The first version of Node.js that lacks a function which @tensorflow/tfjs-node 4.22.0 calls. */
const TOO_NEW = 23;

/** @returns Why a backend is missing; undefined if it is available. */
export function missing(backend: BackendName): string | undefined {
  if (backend !== 'tensorflow') return undefined;
  if (Number.parseInt(process.versions.node, 10) >= TOO_NEW) {
    return `@tensorflow/tfjs-node does not run on Node.js ${TOO_NEW} and later`;
  }
  if (existsSync(new URL('made', MADE))) return undefined;
  return '.ci/tfjs-node makes it in build/tools/tfjs-node, on Linux x64';
}
