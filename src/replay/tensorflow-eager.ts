import type { Dtype } from '../core/dtype.js';
import { checkInteger, MAX_INDEX } from '../input/check.js';
import { readList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import { checkWide, checkWideText, INT64 } from './check-integer.js';
import { readState } from './checks.js';
import { checkDtype } from './dtype-option.js';
import { integerWords } from './integer-words.js';
import { initByArray, type Mt19937 } from './mt19937.js';
import { afterElements, type PhiloxState, seedPair, statefulState } from './tensorflow-random.js';
import { TensorflowSource } from './tensorflow-source.js';

/** The state of eager TensorFlow as JSON. */
export interface TensorflowEagerState {
  /** The seed of tf.random.set_seed as a decimal string. */
  seed: string;
  /** The operations without a seed that ran. */
  unseeded: number;
  /** For operations with a seed: the seed, the dtype, and the elements that they have drawn. */
  seeded: readonly SeededOperation[];
}

/** An operation that was called with a seed. */
export interface SeededOperation {
  /** Its seed as a decimal string. */
  seed: string;
  /** The type of its numbers. */
  dtype: string;
  /** The elements that it has drawn. */
  elements: number;
}

interface Eager {
  readonly seed: bigint;
  readonly unseeded: number;
  /** Gives the seeds of operations without one. */
  readonly python: Mt19937;
  /** The elements that operations with a seed have drawn, by seed and dtype. */
  readonly seeded: ReadonlyMap<string, number>;
}

function seededBy(seed: bigint): Eager {
  return { seed, unseeded: 0, python: initByArray(integerWords(seed)), seeded: new Map() };
}

/** Python's randint(0, 2^31 - 1) */
function operationSeed(python: Mt19937): bigint {
  for (;;) {
    const word = python.next();
    if (word < 2 ** 31) return BigInt(word);
  }
}

/** The next operation without a seed. */
function unseeded(now: Eager): { seed: bigint; next: Eager } {
  const python = now.python.copy();
  const seed = operationSeed(python);
  return { seed, next: { ...now, python, unseeded: now.unseeded + 1 } };
}

/**
 * Replays tf.random.set_seed(seed) and the random operations that run eagerly after it, on a CPU (docs/replay.md). As a
 * generator it is tf.nn.dropout without a seed.
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { TensorflowEager } from 'native-dropout/replay';
 * const tensorflow = new TensorflowEager(7); // tf.random.set_seed(7)
 * const layer = new Dropout(0.1, { generator: tensorflow }); // tf.nn.dropout(x, 0.1)
 * const other = new Dropout(0.1, { generator: tensorflow.operation(4) }); // tf.nn.dropout(x, 0.1, seed=4)
 * const numbers = tensorflow.uniform([2, 3]); // tf.random.uniform([2, 3])
 */
export class TensorflowEager extends TensorflowSource<Eager> {
  /**
   * Makes the state after tf.random.set_seed(seed).
   * @param seed An integer in [0, 2^63): a safe integer or a bigint.
   * @throws {TypeError | RangeError} if seed is no such integer.
   */
  constructor(seed: number | bigint) {
    super(seededBy(checkWide('seed', seed, 0n, INT64[1])));
  }

  /** @internal */
  get _name(): string {
    return 'TensorflowEager';
  }

  /**
   * The seed and what has run since, as JSON. Settable.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): TensorflowEagerState {
    return this._write();
  }

  set state(state: TensorflowEagerState) {
    this._place(readState(this, state));
  }

  /**
   * The generator of calls with seed=…, which share this state.
   * @param seed An integer in [0, 2^63): a safe integer or a bigint.
   * @throws {TypeError | RangeError} if seed is no such integer.
   */
  operation(seed: number | bigint): TensorflowSeededCalls {
    return new TensorflowSeededCalls(this, checkWide('seed', seed, 0n, INT64[1]));
  }

  /** @internal */
  _take(): { from: PhiloxState; next: Eager } {
    const { seed, next } = unseeded(this._now);
    return { from: statefulState(...seedPair(next.seed, seed)), next };
  }

  /** @internal At rate 0 too, an operation takes a seed. */
  _skip(): Eager {
    return unseeded(this._now).next;
  }

  /** @internal */
  _write(): TensorflowEagerState {
    const seeded = Array.from(this._now.seeded, ([id, elements]) => {
      const [seed, dtype] = id.split(' ');
      return { seed, dtype, elements };
    });
    return { seed: this._now.seed.toString(), unseeded: this._now.unseeded, seeded };
  }

  /** @internal */
  _read(name: string, state: unknown): Eager {
    checkFields(name, state, ['seed', 'unseeded', 'seeded']);
    const seed = checkWideText(`${name}.seed`, own(state, 'seed'), [0n, INT64[1]]);
    const count = checkInteger(`${name}.unseeded`, own(state, 'unseeded'), 0, MAX_INDEX);
    const rows = readList(`${name}.seeded`, own(state, 'seeded'), 'a list', (row, i) =>
      readSeeded(`${name}.seeded[${i}]`, row),
    );
    const { python } = seededBy(seed);
    for (let i = 0; i < count; ++i) operationSeed(python);
    return { seed, unseeded: count, python, seeded: new Map(rows) };
  }
}

function idOf(seed: bigint, dtype: Dtype): string {
  return `${seed} ${dtype.name}`;
}

function readSeeded(name: string, row: unknown): [string, number] {
  checkFields(name, row, ['seed', 'dtype', 'elements']);
  const seed = checkWideText(`${name}.seed`, own(row, 'seed'), [0n, INT64[1]]);
  const dtype = checkDtype(`${name}.dtype`, own(row, 'dtype'));
  return [idOf(seed, dtype), checkInteger(`${name}.elements`, own(row, 'elements'), 0, MAX_INDEX)];
}

/** Eager calls with one seed. Each continues after the last of its dtype. {@link TensorflowEager} makes it. */
export class TensorflowSeededCalls extends TensorflowSource<Eager> {
  readonly #all: TensorflowEager;
  readonly #seed: bigint;

  /** @internal */
  constructor(all: TensorflowEager, seed: bigint) {
    super(all._now);
    this.#all = all;
    this.#seed = seed;
  }

  /** @internal */
  get _name(): string {
    return 'TensorflowEager';
  }

  /** The state of all eager operations. Settable. */
  get state(): TensorflowEagerState {
    return this.#all.state;
  }

  set state(state: TensorflowEagerState) {
    this.#all.state = state;
  }

  /** @internal */
  _take(dtype: Dtype, n: number): { from: PhiloxState; next: Eager } {
    const now = this.#all._now;
    const [graph, operation] = seedPair(now.seed, this.#seed);
    const id = idOf(operation, dtype);
    const drawn = now.seeded.get(id) ?? 0;
    const next = { ...now, seeded: new Map(now.seeded).set(id, drawn + n) };
    return { from: afterElements(statefulState(graph, operation), drawn), next };
  }

  /** @internal */
  _skip(): Eager {
    return this.#all._now;
  }

  /** @internal */
  _place(state: Eager): void {
    this.#all._place(state);
  }

  /** @internal */
  _write(): TensorflowEagerState {
    return this.#all._write();
  }

  /** @internal */
  _read(name: string, state: unknown): Eager {
    return this.#all._read(name, state);
  }
}
