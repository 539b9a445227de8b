/** The engine in plain JavaScript: it runs everywhere, and is the easiest to read. */

import { ALL_KEPT, type Bits } from '../../core/bits.js';
import type { DistributionName } from '../../core/distribution.js';
import { type ComputeArray, type Dtype, FLOAT32, type StoredArray } from '../../core/dtype.js';
import type { Stored } from '../../core/half.js';
import { expandBits } from '../../core/layout.js';
import { GIVEN, type Rule } from '../../core/values.js';
import { checkApart } from '../../input/view.js';
import type { Arrays, Engine } from '../engine.js';
import { APPLY, addUp, type Operands, type Place } from './apply.js';
import { drawWords } from './draw.js';
import { type DrawNumbers, longUniforms, normals, shortUniforms, streamWords } from './random.js';

/** The elements whose bits are made at a time. */
const CHUNK = 4096;

/** Their bits, which may begin within a word. No call reads what another call left here. */
const chunkWords = new Uint32Array(CHUNK / 32 + 1);

const none = new Float32Array(0);

/** Inputs in the compute type. */
type Floats = { x: ComputeArray; other?: ComputeArray | undefined };

/** A chunk of 16-bit arrays, widened. No call reads what another call left here. */
const wide = { x: new Float32Array(CHUNK), y: new Float32Array(CHUNK), other: new Float32Array(CHUNK) };

function widen(stored: Stored, { x, other }: Arrays, first: number, n: number): void {
  stored.widen(x as Uint16Array, first, n, wide.x);
  if (other !== undefined) stored.widen(other as Uint16Array, first, n, wide.other);
}

function operandsOf(rule: Rule, p: number, arrays: Arrays, output: StoredArray): Operands {
  const { dtype, bias, sums } = arrays;
  const { round } = dtype;
  const { scale, shift, dropped } = rule.constants(p);
  const { x, other = none }: Floats = dtype.stored === undefined ? (arrays as Floats) : wide;
  return {
    round,
    scale: round(scale),
    shift: round(shift),
    dropped: round(dropped),
    x,
    y: dtype.stored === undefined ? (output as ComputeArray) : wide.y,
    other,
    bias: bias?.array ?? none,
    sums: sums?.array ?? none,
  };
}

/** Words with the bits of the n elements from `from` on, and the index of the first bit. */
function wordsOf(bits: Bits, from: number, n: number): { words: Uint32Array; bit: number } {
  const { index } = bits;
  if (bits.words === undefined) {
    const bit = (index + from) % 32;
    drawWords(bits, Math.floor((index + from) / 32), Math.ceil((bit + n) / 32), chunkWords);
    return { words: chunkWords, bit };
  }
  if (bits.layout.shared === 1) return { words: bits.words, bit: index + from };
  expandBits(bits.layout, bits.words, index, from, n, chunkWords.fill(0));
  return { words: chunkWords, bit: 0 };
}

/** The functions that draw a distribution's numbers for a dtype, four at a time. */
const NUMBERS: Readonly<Record<DistributionName, (dtype: Dtype) => DrawNumbers>> = {
  uniform: ({ name }) => (name === 'float32' ? shortUniforms : longUniforms),
  normal: () => normals,
};

const four = new Float64Array(4);

export const js: Engine = {
  name: 'js',
  isa: () => 'scalar',
  threads: () => 1,
  output: (dtype, length) => new dtype.Array(length),
  inDefaultMode: (run) => run(),

  run(operation, bits, rule, p, arrays) {
    const { dtype, length, x, other, bias, sums } = arrays;
    const { stored } = dtype;
    const y = arrays.y ?? new dtype.Array(length); // a new array overlaps nothing
    if (arrays.y !== undefined) checkApart(x, y, length * dtype.bytes);
    if (arrays.y !== undefined && other !== undefined) checkApart(other, y, length * dtype.bytes);
    const apply = APPLY[operation.name];
    const operands = operandsOf(rule, p, arrays, y);
    const place: Place = { at: 0, tile: (sums ?? bias)?.tile ?? 1, base: 0 };
    for (let done = 0; done < length; ) {
      const begin = done;
      const end = Math.min(begin + CHUNK, length);
      const origin = stored === undefined ? 0 : begin; // the element at which the operands begin
      if (stored !== undefined) widen(stored, arrays, begin, end - begin);
      const { words, bit } = wordsOf(bits, done, end - done);
      for (let b = bit; done < end; ) {
        const n = Math.min(32 - (b % 32), end - done, sums === undefined ? 32 : sums.block - (done % sums.block));
        place.at = done % place.tile;
        if (sums !== undefined) place.base = Math.floor(done / sums.block) * sums.tile;
        apply(words[Math.floor(b / 32)] >>> (b % 32), operands, done - origin, n, place);
        if (sums !== undefined) addUp(operands, done - origin, n, place);
        done += n;
        b += n;
      }
      if (stored !== undefined) stored.narrow(wide.y, end - begin, y as Uint16Array, begin);
    }
    return y;
  },

  random(operation, bits, distribution, scaling, arrays) {
    const { dtype, length } = arrays;
    const array = new dtype.Compute(length);
    const compute = dtype.stored === undefined ? dtype : FLOAT32;
    js.numbers(distribution, scaling, bits, { dtype: compute, length, first: bits.index, y: array });
    return js.run(operation, ALL_KEPT, GIVEN, 1, { ...arrays, bias: { array, tile: length } });
  },

  draw(bits, first, words) {
    drawWords(bits, first, words.length, words);
  },

  words: streamWords,

  numbers({ name }, { shift, scale, most }, key, { dtype, length, first, y }) {
    const draw = NUMBERS[name](dtype);
    for (let i = 0; i < length; ) {
      draw(key, Math.floor((first + i) / 4), four);
      for (let at = (first + i) % 4; at < 4 && i < length; ++at) {
        y[i++] = Math.min(dtype.round(shift + dtype.round(scale * four[at])), most);
      }
    }
  },
};
