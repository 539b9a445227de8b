/** The engine in plain JavaScript: runs everywhere, and is the one to read. */

import type { Bits, DrawnBits, Key } from '../bits.js';
import type { Distribution, DistributionName, Scaling } from '../distribution.js';
import type { Dtype } from '../dtype.js';
import type { Operation, OperationName } from '../operation.js';
import { checkApart } from '../view.js';
import type { Arrays, Engine, Numbers } from './engine.js';
import { drawWords } from './js-draw.js';
import { type DrawNumbers, longUniforms, normals, shortUniforms, streamWords } from './js-random.js';

/** Elements whose bits are drawn before they are applied. */
const CHUNK = 4096;

/** Their words, and one more where the first of them does not begin a word. */
const drawn = new Uint32Array(CHUNK / 32 + 1);

/** Up to 32 elements from `first` on, of which bit 0 of `word` decides the first. */
type Apply = (word: number, p: number, arrays: Arrays, first: number, n: number) => void;

const APPLY: Readonly<Record<OperationName, Apply>> = {
  /** Scales n elements, then clears the dropped ones: a branch for each element would be anybody's guess. */
  select(word, p, { dtype, x, y }, first, n) {
    const scale = dtype.round(1 / (1 - p));
    for (let i = first; i < first + n; ++i) y[i] = x[i] * scale;
    for (let dropped = ~word & (n < 32 ? (1 << n) - 1 : -1); dropped !== 0; dropped &= dropped - 1) {
      y[first + 31 - Math.clz32(dropped & -dropped)] = 0;
    }
  },
};

/** What draws a distribution's numbers for arrays of a type, four at a time. */
const NUMBERS: Readonly<Record<DistributionName, (dtype: Dtype) => DrawNumbers>> = {
  uniform: ({ name }) => (name === 'float32' ? shortUniforms : longUniforms),
  normal: () => normals,
};

const four = new Float64Array(4);

export const js: Engine = {
  name: 'js',
  isa: () => 'scalar',
  threads: () => 1,
  output: (dtype: Dtype, length: number) => new dtype.Array(length),

  run(operation: Operation, bits: Bits, p: number, arrays: Arrays): void {
    const { dtype, length, index, x, y } = arrays;
    checkApart(x, y, length * dtype.bytes);
    const apply = APPLY[operation.name];
    for (let done = 0; done < length; ) {
      const bit = (index + done) % 32;
      const end = Math.min(done + CHUNK, length);
      const firstWord = Math.floor((index + done) / 32);
      if (bits.words === undefined) drawWords(bits, firstWord, Math.ceil((bit + end - done) / 32), drawn);
      const words = bits.words ?? drawn;
      for (let w = words === drawn ? 0 : firstWord, skip = bit; done < end; ++w, skip = 0) {
        const n = Math.min(32 - skip, end - done);
        apply(words[w] >>> skip, p, arrays, done, n);
        done += n;
      }
    }
  },

  draw(bits: DrawnBits, first: number, words: Uint32Array): void {
    drawWords(bits, first, words.length, words);
  },

  words: streamWords,

  numbers(
    { name }: Distribution,
    { shift, scale, most }: Scaling,
    key: Key,
    { dtype, length, first, y }: Numbers,
  ): void {
    const draw = NUMBERS[name](dtype);
    for (let i = 0; i < length; ) {
      draw(key, Math.floor((first + i) / 4), four);
      for (let at = (first + i) % 4; at < 4 && i < length; ++at) {
        y[i++] = Math.min(dtype.round(shift + dtype.round(scale * four[at])), most);
      }
    }
  },
};
