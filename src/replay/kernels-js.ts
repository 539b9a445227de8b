import { type Kernels, PIECE } from './kernels.js';
import { following } from './minstd-step.js';
import { refresh, SIZE, tempered } from './mt19937-block.js';
import { pcg64Numbers } from './pcg64-step.js';
import { threefry } from './threefry.js';
import { BLOCK, transformFloats } from './torch-normals.js';

const words = new Uint32Array(PIECE);
const others = new Uint32Array(PIECE);
const doubles = new Float64Array(words.buffer);
const bits = new Uint32Array(PIECE / 32);
const state = new Uint32Array(SIZE);
const numbers = new Float32Array(PIECE);

/** The kernels in plain JavaScript. */
export const jsKernels: Kernels = {
  words,
  bits,
  state,
  numbers,

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

  boxMuller(n, mean, std) {
    for (let i = 0; i < n; ++i) numbers[i] = (words[i] & 0xffffff) * 2 ** -24;
    for (let at = 0; at < n; at += BLOCK) transformFloats(numbers.subarray(at, at + BLOCK), mean, std);
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

  pcg64(generator, n) {
    pcg64Numbers(generator, words.subarray(0, 2 * n));
  },

  pcg64Doubles(generator, n) {
    this.pcg64(generator, n);
    this.toDoubles(n, false);
  },

  doubles,

  toDoubles(n, isHighFirst) {
    for (let i = 0; i < n; ++i) {
      const [first, second] = [words[2 * i], words[2 * i + 1]];
      const digits = isHighFirst ? (first >>> 5) * 2 ** 26 + (second >>> 6) : second * 2 ** 21 + (first >>> 11);
      doubles[i] = digits * 2 ** -53;
    }
  },

  packDoubles(n, limit, flip) {
    for (let w = 0; 32 * w < n; ++w) {
      let word = 0;
      for (let b = 0; b < 32; ++b) word |= Number(doubles[32 * w + b] < limit) << b;
      bits[w] = flip ? ~word : word;
    }
  },

  minstd(start, least, n) {
    let last = start;
    for (let w = 0; 32 * w < n; ++w) {
      let below = 0;
      for (let b = 0; b < 32; ++b) {
        last = following(last);
        below |= ((last - least) >>> 31) << b;
      }
      bits[w] = ~below;
    }
    return last;
  },
};
