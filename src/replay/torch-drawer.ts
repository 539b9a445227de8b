/** Draws numbers as PyTorch does on a CPU. It works on a copy of a generator's state, so that a call that throws draws nothing. */

import { type ComputeArray, type Dtype, FLOAT32, FLOAT64, type FreshWords } from '../core/dtype.js';
import { fusedDouble, sinCos } from './exact-math.js';
import { fused } from './fused.js';
import type { Mt19937 } from './mt19937.js';
import { SIZE } from './mt19937-block.js';
import { newArray } from './new-array.js';
import { rounded } from './round.js';
import { countTo } from './shuffle.js';
import { BLOCK, transformWide } from './torch-normals.js';
import type { TorchState } from './torch-state.js';

const { fround } = Math;

export class TorchDrawer {
  readonly engine: Mt19937;
  readonly #before: TorchState;
  /** The second number of a pair of normal numbers. */
  #cached: number | undefined;

  constructor(state: TorchState) {
    this.engine = state.engine.copy();
    this.#before = state;
    this.#cached = state.cached;
  }

  /** The state after all that has been drawn. */
  get after(): TorchState {
    const { engine } = this;
    const { seed, fresh, engine: old } = this.#before;
    const isFresh = fresh && engine.used === SIZE && engine.key.every((word, i) => word === old.key[i]);
    return { seed, engine, fresh: isFresh, cached: this.#cached };
  }

  /** A number of 24 bits in [0, 1). */
  u24(): number {
    return (this.engine.next() & 0xffffff) * 2 ** -24;
  }

  /** A number of 53 bits in [0, 1), of two words, the higher one first. */
  u53(): number {
    const high = this.engine.next() & 0x1fffff;
    return (high * 2 ** 32 + this.engine.next()) * 2 ** -53;
  }

  /** Two words as an integer, the higher one first. */
  u64(): bigint {
    const high = BigInt(this.engine.next());
    return (high << 32n) | BigInt(this.engine.next());
  }

  /** tensor.random_() of int64: 63 bits. */
  random(): bigint {
    return BigInt.asUintN(63, this.u64());
  }

  /** tensor.uniform_(low, high), in the compute type of the dtype. */
  uniform(n: number, low: number, high: number, dtype: Dtype): ComputeArray {
    const numbers = newArray(dtype, n);
    const [from, to] = [dtype.round(low), dtype.round(high)];
    const range = dtype.round(to - from);
    const end = rounded(dtype, to);
    this.#fill(numbers);
    if (from === 0 && to === 1 && dtype.stored === undefined) return numbers;
    const fuse = dtype === FLOAT64 ? fusedDouble : fused;
    for (let i = 0; i < n; ++i) {
      const number = rounded(dtype, fuse(numbers[i], range, from));
      numbers[i] = number === end ? rounded(dtype, from) : number;
    }
    return numbers;
  }

  /**
   * tensor.normal_(mean, std) of a dtype, into an array of its compute type. `serial` is the way of short and of
   * non-contiguous tensors.
   */
  normal<T extends ComputeArray>(numbers: T, mean: number, std: number, dtype: Dtype, serial: boolean): T {
    const n = numbers.length;
    if (n < BLOCK || serial) {
      for (let i = 0; i < n; ++i) numbers[i] = fusedDouble(this.#normal(), std, mean);
      return numbers;
    }
    const whole = n - (n % BLOCK);
    this.#normals(numbers.subarray(0, dtype.stored === undefined ? n : whole), mean, std);
    if (whole < n) this.#normals(numbers.subarray(n - BLOCK), mean, std);
    return numbers;
  }

  /** Draws uniform numbers, and makes normal ones of all whole blocks. */
  #normals(numbers: ComputeArray, mean: number, std: number): void {
    if (numbers instanceof Float64Array) {
      this.#fill(numbers);
      for (let at = 0; at + BLOCK <= numbers.length; at += BLOCK) {
        transformWide(numbers.subarray(at, at + BLOCK), mean, std);
      }
      return;
    }
    this.engine.draw(numbers.length, (used, done, length) => {
      const whole = length - (length % BLOCK);
      used.boxMuller(whole, fround(mean), fround(std));
      numbers.set(used.numbers.subarray(0, whole), done);
    });
  }

  #fill(numbers: ComputeArray): void {
    if (numbers.BYTES_PER_ELEMENT === FLOAT64.bytes) {
      for (let i = 0; i < numbers.length; ++i) numbers[i] = this.u53();
      return;
    }
    this.engine.draw(numbers.length, ({ words }, done, length) => {
      for (let i = 0; i < length; ++i) numbers[done + i] = (words[i] & 0xffffff) * 2 ** -24;
    });
  }

  /** A standard normal number. Every second one was made with the one before. */
  #normal(): number {
    const cached = this.#cached;
    this.#cached = undefined;
    if (cached !== undefined) return cached;
    const u1 = this.u53();
    const r = Math.sqrt(-2 * Math.log1p(-this.u53()));
    const [sin, cos] = sinCos(2 * Math.PI * u1);
    this.#cached = r * sin;
    return r * cos;
  }

  /** tensor.exponential_(lambda), in float64. */
  exponential(lambda: number): number {
    return (-1 / lambda) * Math.log1p(-this.u53());
  }

  /** An integer in [low, low + range). */
  integer(low: bigint, range: bigint): bigint {
    if (range >= 2n ** 28n) return low + (this.u64() % range);
    return low + BigInt(this.engine.next() % Number(range));
  }

  /** torch.randperm(n). */
  permutation(n: number): FreshWords {
    const order = countTo(n);
    this.engine.draw(Math.max(0, n - 1), ({ words }, done, length) => {
      for (let k = 0, i = done; k < length; ++k, ++i) {
        const j = i + (words[k] % (n - i));
        const first = order[i];
        order[i] = order[j];
        order[j] = first;
      }
    });
    return order;
  }

  /** torch.multinomial of float32 weights, one or more without replacement: the largest w / q, q exponential. */
  choices(weights: Float32Array, n: number): FreshWords {
    const keys = weights.map((weight) => weight / fround(this.exponential(1)));
    const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[b] - keys[a]);
    return order.slice(0, n);
  }

  /** torch.multinomial with replacement: the first index whose cumulative weight is at least u. */
  samples(weights: Float32Array, n: number): FreshWords {
    const sums = new FLOAT32.Compute(weights.length);
    let total = 0;
    for (const [i, weight] of weights.entries()) {
      total = fround(total + weight);
      sums[i] = total;
    }
    const cumulative = sums.map((one) => one / total);
    return Uint32Array.from({ length: n }, () => {
      const u = this.u53();
      return cumulative.findIndex((one) => one >= u);
    });
  }
}
