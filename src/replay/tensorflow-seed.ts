import { checkBoolean } from '../input/check.js';
import { checkFields, own } from '../input/options.js';
import { checkWides, checkWideTexts, INT64 } from './check-integer.js';
import { readState } from './checks.js';
import { type PhiloxState, statelessState } from './tensorflow-random.js';
import { TensorflowSource } from './tensorflow-source.js';

/** The options of a stateless seed. */
export interface TensorflowSeedOptions {
  /** Whether the numbers are those of a tf.function with jit_compile=True. Default: false. */
  jitCompile?: boolean | undefined;
}

/** A stateless seed as JSON. */
export interface TensorflowSeedState {
  /** The two integers as decimal strings. */
  seed: readonly string[];
  /** Whether the numbers are those of jit_compile=True. */
  jitCompile: boolean;
}

interface Stateless {
  readonly seed: readonly bigint[];
  readonly jitCompile: boolean;
}

/**
 * A seed of TensorFlow's stateless functions on a CPU (docs/replay.md). It never moves on: like
 * `tf.nn.experimental.stateless_dropout(x, rate, seed)` it drops the same elements each time.
 *
 * @example
 * import { dropout } from 'native-dropout';
 * import { TensorflowSeed } from 'native-dropout/replay';
 * const generator = new TensorflowSeed([1, 2]);
 * const y = dropout(Float32Array.of(5, 7, 9), 0.5, { generator });
 * const noise = generator.uniform([2, 3]); // tf.random.stateless_uniform([2, 3], [1, 2])
 */
export class TensorflowSeed extends TensorflowSource<Stateless> {
  /**
   * Makes a source of a seed.
   * @param seed Two integers in [-2^63, 2^63): safe integers or bigints. With jitCompile only their low 32 bits count.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  constructor(seed: readonly [number | bigint, number | bigint], options?: TensorflowSeedOptions) {
    if (options !== undefined) checkFields('options', options, ['jitCompile']);
    const jitCompile = checkBoolean('jitCompile', own(options, 'jitCompile') ?? false);
    super({ seed: checkWides('seed', seed, 2, INT64), jitCompile });
  }

  /** @internal */
  get _name(): string {
    return 'TensorflowSeed';
  }

  /**
   * The seed as JSON. Settable.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): TensorflowSeedState {
    return this._write();
  }

  set state(state: TensorflowSeedState) {
    this._place(readState(this, state));
  }

  /** @internal */
  _take(): { from: PhiloxState; next: Stateless } {
    const { seed, jitCompile } = this._now;
    return { from: statelessState(seed[0], seed[1], jitCompile), next: this._now };
  }

  /** @internal */
  _write(): TensorflowSeedState {
    const { seed, jitCompile } = this._now;
    return { seed: seed.map(String), jitCompile };
  }

  /** @internal */
  _read(name: string, state: unknown): Stateless {
    checkFields(name, state, ['seed', 'jitCompile']);
    const seed = checkWideTexts(`${name}.seed`, own(state, 'seed'), 2, INT64);
    return { seed, jitCompile: checkBoolean(`${name}.jitCompile`, own(state, 'jitCompile')) };
  }
}
