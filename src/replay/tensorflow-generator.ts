import type { Dtype } from '../core/dtype.js';
import { checkWide, checkWideTexts, INT64 } from './check-integer.js';
import { readState } from './checks.js';
import { afterElements, generatorState, type PhiloxState, seedPair, statefulState } from './tensorflow-random.js';
import { TensorflowSource } from './tensorflow-source.js';

/** A source whose state is the counter and the key of Philox: each element drawn moves it by 256 blocks. */
abstract class TensorflowCounter extends TensorflowSource<PhiloxState> {
  /**
   * Three integers of 64 bits with sign, as decimal strings: the halves of the counter, low first, and the key. They are
   * those of `g.state` of a tf.random.Generator. Settable.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): readonly string[] {
    return this._write();
  }

  set state(state: readonly string[]) {
    this._place(readState(this, state));
  }

  /** @internal */
  _take(_: Dtype, n: number): { from: PhiloxState; next: PhiloxState } {
    return { from: this._now, next: afterElements(this._now, n) };
  }

  /** @internal */
  _write(): readonly string[] {
    const { key, counter } = this._now;
    return Array.from(new BigInt64Array(Uint32Array.of(...counter, ...key).buffer), String);
  }

  /** @internal */
  _read(name: string, state: unknown): PhiloxState {
    const integers = BigInt64Array.from(checkWideTexts(name, state, 3, INT64));
    const [a, b, c, d, low, high] = new Uint32Array(integers.buffer);
    return { key: [low, high], counter: [a, b, c, d], xla: false };
  }
}

/**
 * Replays tf.random.Generator.from_seed(seed) on a CPU (docs/replay.md).
 *
 * @example
 * import { TensorflowGenerator } from 'native-dropout/replay';
 * const generator = new TensorflowGenerator(1);
 * const numbers = generator.uniform([2, 3], { minval: -1 }); // g.uniform([2, 3], -1, 1)
 */
export class TensorflowGenerator extends TensorflowCounter {
  /**
   * Makes tf.random.Generator.from_seed(seed).
   * @param seed An integer in [0, 2^63): a safe integer or a bigint.
   * @throws {TypeError | RangeError} if seed is no such integer.
   */
  constructor(seed: number | bigint) {
    super(generatorState(checkWide('seed', seed, 0n, INT64[1])));
  }

  /** @internal */
  get _name(): string {
    return 'TensorflowGenerator';
  }
}

/** An operation in a tf.function. {@link TensorflowFunction} makes it. */
export class TensorflowOperation extends TensorflowCounter {
  /** @internal */
  constructor(graph: bigint, operation: bigint) {
    super(statefulState(graph, operation));
  }

  /** @internal */
  get _name(): string {
    return 'TensorflowOperation';
  }
}

/**
 * Replays the random operations of a tf.function after tf.random.set_seed(seed), on a CPU (docs/replay.md).
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { TensorflowFunction } from 'native-dropout/replay';
 * const traced = new TensorflowFunction(7); // tf.random.set_seed(7)
 * // In the order in which the function calls them:
 * const first = new Dropout(0.1, { generator: traced.operation() }); // tf.nn.dropout(x, 0.1)
 * const second = new Dropout(0.5, { generator: traced.operation(12) }); // tf.nn.dropout(x, 0.5, seed=12)
 */
export class TensorflowFunction {
  readonly #seed: bigint;
  #unseeded = 0;

  /**
   * Begins the trace of a function.
   * @param seed That of tf.random.set_seed, an integer in [0, 2^63): a safe integer or a bigint.
   * @throws {TypeError | RangeError} if seed is no such integer.
   */
  constructor(seed: number | bigint) {
    this.#seed = checkWide('seed', seed, 0n, INT64[1]);
  }

  /**
   * The next operation of the trace.
   * @param seed Its own seed, an integer in [0, 2^63). Default: none. Then it gets 0, 1, 2 … in the order of the trace.
   * @throws {TypeError | RangeError} if seed is no such integer.
   */
  operation(seed?: number | bigint): TensorflowOperation {
    const own = seed === undefined ? BigInt(this.#unseeded++) : checkWide('seed', seed, 0n, INT64[1]);
    return new TensorflowOperation(...seedPair(this.#seed, own));
  }
}
