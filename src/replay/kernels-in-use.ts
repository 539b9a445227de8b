import { chosen } from '../engine/load/choice.js';
import type { Kernels } from './kernels.js';
import { jsKernels } from './kernels-js.js';
import { loadKernels } from './kernels-wasm.js';

let best: Kernels | undefined;

/** The kernels on WebAssembly's vectors, unless there are none, or the engine in use is js. */
export function kernels(): Kernels {
  if (chosen().engine.name === 'js') return jsKernels;
  best ??= loadKernels() ?? jsKernels;
  return best;
}
