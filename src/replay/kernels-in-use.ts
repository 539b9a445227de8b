import type { NativeEngine } from '../engine/engine.js';
import { chosen } from '../engine/load/choice.js';
import { isNative } from '../engine/load/registry.js';
import type { Kernels } from './kernels.js';
import { jsKernels } from './kernels-js.js';
import { loadKernels } from './kernels-wasm.js';

let best: Kernels | undefined;

/** The kernels on WebAssembly's vectors, unless there are none, or the engine in use is js. */
export function kernels(): Kernels {
  const { engine } = chosen();
  if (engine.name === 'js') return jsKernels;
  best ??= loadKernels() ?? jsKernels;
  return isNative(engine) && engine.isa() !== 'scalar' ? withNative(best, engine) : best;
}

/** The addon has longer vectors, fused multiply-adds, and products of 128 bits. */
function withNative(made: Kernels, engine: NativeEngine): Kernels {
  const { words, numbers, doubles } = made;
  return {
    ...made,
    threefry([key0, key1], first, n) {
      const key = { seedLow: key0 | 0, seedHigh: key1 | 0, drawLow: 0, drawHigh: 0 };
      engine.threefry(key, first, words.subarray(0, n));
    },
    boxMuller: (n, mean, std) => engine.boxMuller(words, mean, std, numbers.subarray(0, n)),
    pcg64Doubles: ({ state, increment }, n) => engine.pcg64(state, increment, doubles.subarray(0, n)),
  };
}
