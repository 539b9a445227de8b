/** What TensorFlow draws on a CPU from a state of Philox. */

import { type Dtype, FLOAT32, FLOAT64, type FreshWords, type StoredArray } from '../core/dtype.js';
import type { Block } from '../core/philox.js';
import { packDrawn, packed } from './compare.js';
import { philoxOf, philoxWords, plusBlocks } from './philox.js';
import { narrowed, rounded } from './round.js';
import type { Pair } from './threefry.js';

/** The key of Philox, and the counter of the first block. */
export interface PhiloxState {
  readonly key: Pair;
  readonly counter: Readonly<Block>;
  /** Whether words become numbers as XLA makes them (jit_compile=True). */
  readonly xla: boolean;
}

/** The words of a 64-bit integer, low first. */
function halves(n: bigint): Pair {
  return [Number(n & 0xffffffffn), Number((n >> 32n) & 0xffffffffn)];
}

type Pair64 = readonly [bigint, bigint];

const SCRAMBLE: Pair = [0x3ec8f720, 0x02461e29];

/** The state of a stateless seed, two 64-bit integers. XLA reads only their low words. */
export function statelessState(s0: bigint, s1: bigint, xla = false): PhiloxState {
  const [low0, high0] = halves(s0);
  const [low1, high1] = halves(s1);
  const mixed = philoxOf(SCRAMBLE, xla ? [low0, 0, low1, 0] : [low0, high0, low1, high1]);
  return { key: [mixed[0], mixed[1]], counter: [0, 0, mixed[2], mixed[3]], xla };
}

/** The state of an operation: its graph's seed and its own. */
export function statefulState(graph: bigint, operation: bigint): PhiloxState {
  return { key: halves(graph), counter: [0, 0, ...halves(operation)], xla: false };
}

const MOST = 2n ** 31n - 1n;

/** The pair of an operation's seeds, which is not 0, 0. */
export function seedPair(graph: bigint, operation: bigint): Pair64 {
  const pair: Pair64 = [graph % MOST, operation % MOST];
  return pair[0] === 0n && pair[1] === 0n ? [0n, MOST] : pair;
}

/** The state of tf.random.Generator.from_seed. */
export function generatorState(seed: bigint): PhiloxState {
  return { key: [0, 0], counter: [...halves(seed), 0, 0], xla: false };
}

/** The blocks that a stateful operation reserves for each element. */
const RESERVED = 256n;

/** The state after a stateful operation has drawn n elements. */
export function afterElements(state: PhiloxState, n: number): PhiloxState {
  return { ...state, counter: plusBlocks(state.counter, RESERVED * BigInt(n)) };
}

/** The binary digits of a number in [0, 1). */
const DIGITS = { float32: 23, float64: 52, float16: 10, bfloat16: 7 } as const;

function drawWords({ key, counter }: PhiloxState, n: number): FreshWords {
  const words = new Uint32Array(n);
  philoxWords(key, counter, words);
  return words;
}

/** The integers of 52 digits that two words make. */
function wideIntegers({ xla }: PhiloxState, words: Uint32Array): (i: number) => number {
  if (xla) return (i) => words[2 * i + 1] * 2 ** 20 + (words[2 * i] >>> 12);
  return (i) => (words[2 * i] % 2 ** 20) * 2 ** 32 + words[2 * i + 1];
}

/** The words of n numbers and the shift that moves a number's digits to the top, for a dtype of one word a number. */
function shiftOf(dtype: Dtype, { xla }: PhiloxState): number {
  return xla && dtype === FLOAT32 ? 0 : 32 - DIGITS[dtype.name];
}

/** Packed bits: 1 where the uniform number of the dtype is at least the rate, rounded to the dtype. */
export function keptBits(state: PhiloxState, dtype: Dtype, n: number, rate: number): FreshWords {
  const least = rounded(dtype, rate) * 2 ** DIGITS[dtype.name];
  if (dtype === FLOAT64) {
    const integer = wideIntegers(state, drawWords(state, 2 * n));
    return packed(n, (i) => integer(i) >= least);
  }
  // Digits moved to the top are below `limit` exactly if the integer is below `least`.
  const limit = Math.ceil(least) * 2 ** (32 - DIGITS[dtype.name]);
  const shift = shiftOf(dtype, state);
  return packDrawn(n, { shift, limit, flip: true }, ({ words }, first, length) => {
    philoxWords(state.key, plusBlocks(state.counter, BigInt(first / 4)), words.subarray(0, length));
  });
}

/** Uniform numbers in [low, high): the difference, the product and the sum are rounded. */
export function uniforms(state: PhiloxState, dtype: Dtype, n: number, low = 0, high = 1): StoredArray {
  const numbers = new dtype.Compute(n);
  const { round } = dtype;
  const first = round(low);
  const span = round(round(high) - first);
  if (dtype === FLOAT64) {
    const integer = wideIntegers(state, drawWords(state, 2 * n));
    for (let i = 0; i < n; ++i) numbers[i] = integer(i) * 2 ** -52 * span + first;
    return numbers;
  }
  const words = drawWords(state, n);
  const shift = shiftOf(dtype, state);
  const digits = DIGITS[dtype.name];
  for (let i = 0; i < n; ++i) {
    const u = ((words[i] << shift) >>> (32 - digits)) * 2 ** -digits;
    numbers[i] = round(round(u * span) + first);
  }
  return narrowed(dtype, numbers);
}
