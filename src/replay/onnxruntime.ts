import { checkInteger } from '../input/check.js';
import { checkFields, own } from '../input/options.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { checkWide, checkWideText, INT64 } from './check-integer.js';
import { checkBelowOne, checkSelect, readState } from './checks.js';
import { leastWhere } from './least.js';
import { minstdAtLeast } from './minstd.js';
import { ReplaySource } from './source.js';

const { fround } = Math;

/** The state of an {@link OnnxRuntimeSeed}, for checkpoints. */
export interface OnnxRuntimeState {
  /** The seed as a decimal string. */
  seed: string;
  /** How many runs of the node have drawn a mask. */
  runs: number;
}

interface Now {
  readonly seed: bigint;
  readonly runs: number;
}

/**
 * The seed of a Dropout node in onnxruntime, on CPUs under Linux; or, for all nodes without a seed, that of
 * `onnxruntime.set_seed(seed)`, which they share. Each run that draws takes the next seed: seed, seed + 1, ….
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { OnnxRuntimeSeed } from 'native-dropout/replay';
 * const layer = new Dropout(0.1, { generator: new OnnxRuntimeSeed(42) }); // make_node('Dropout', …, seed=42)
 */
export class OnnxRuntimeSeed extends ReplaySource<Now> {
  /**
   * Makes the source of a node.
   * @param seed Its attribute `seed`: an integer in [-2^63, 2^63), a safe integer or a bigint.
   * @throws {TypeError | RangeError} if seed is no such integer.
   */
  constructor(seed: number | bigint) {
    super({ seed: checkWide('seed', seed, ...INT64), runs: 0 });
  }

  /** @internal */
  get _name(): string {
    return 'OnnxRuntimeSeed';
  }

  /**
   * The seed and the number of runs that have drawn. Settable.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): OnnxRuntimeState {
    return this._write();
  }

  set state(state: OnnxRuntimeState) {
    this._place(readState(this, state));
  }

  /** @internal */
  _write(): OnnxRuntimeState {
    const { seed, runs } = this._now;
    return { seed: `${seed}`, runs };
  }

  /** @internal */
  _read(name: string, state: unknown): Now {
    checkFields(name, state, ['seed', 'runs']);
    return {
      seed: checkWideText(`${name}.seed`, own(state, 'seed'), INT64),
      runs: checkInteger(`${name}.runs`, own(state, 'runs'), 0, Number.MAX_SAFE_INTEGER),
    };
  }

  /** @internal */
  _replay(request: MaskRequest): Replayed<Now> {
    const { elements, kind } = request;
    checkSelect(kind, 'onnxruntime');
    const ratio = fround(request.p);
    checkBelowOne({ ...request, p: ratio }, 'onnxruntime, which rounds it to float32');
    const factor = { rule: 'divide', by: fround(1 - ratio) } as const;
    if (ratio === 0) {
      return { words: new Uint32Array(Math.ceil(elements / 32)).fill(-1), factor, next: this._now };
    }
    const { seed, runs } = this._now;
    const least = leastWhere(1, 2 ** 31 - 1, (state) => fround(fround(state - 1) * 2 ** -31) >= ratio);
    const words = minstdAtLeast(startOf(seed + BigInt(runs)), least, elements);
    return { words, factor, next: { seed, runs: runs + 1 } };
  }
}

/** The state of C++'s std::minstd_rand0 for a seed. */
function startOf(seed: bigint): number {
  return Number(BigInt.asUintN(64, seed) % (2n ** 31n - 1n)) || 1;
}
