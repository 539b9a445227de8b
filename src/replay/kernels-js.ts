import { type Kernels, PIECE } from './kernels.js';
import { refresh, SIZE, tempered } from './mt19937-block.js';
import { threefry } from './threefry.js';

const words = new Uint32Array(PIECE);
const others = new Uint32Array(PIECE);
const bits = new Uint32Array(PIECE / 32);
const state = new Uint32Array(SIZE);

/** The kernels in plain JavaScript. */
export const jsKernels: Kernels = {
  words,
  bits,
  state,

  threefry(key, first, n) {
    const a = words.subarray(0, n).fill(0);
    const b = others.subarray(0, n);
    for (let i = 0; i < n; ++i) b[i] = first + i;
    threefry(key, a, b);
    for (let i = 0; i < n; ++i) a[i] ^= b[i];
  },

  twist(used, _blocks, n) {
    for (let i = 0, at = used; i < n; ++i, ++at) {
      if (at === SIZE) {
        refresh(state);
        at = 0;
      }
      words[i] = tempered(state[at]);
    }
  },

  pack(n, shift, limit, flip) {
    for (let w = 0; 32 * w < n; ++w) {
      let word = 0;
      for (let b = 0; b < 32; ++b) word |= Number((words[32 * w + b] << shift) >>> 0 < limit) << b;
      bits[w] = flip ? ~word : word;
    }
  },

  packWide(n, high, low) {
    for (let w = 0; 32 * w < n; ++w) {
      let word = 0;
      for (let b = 0; b < 32; ++b) {
        const at = 2 * (32 * w + b);
        const first = words[at] & 0x1fffff;
        word |= Number(first < high || (first === high && words[at + 1] < low)) << b;
      }
      bits[w] = word;
    }
  },
};
