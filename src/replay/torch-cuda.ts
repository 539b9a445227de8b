import { FLOAT32, type FreshWords } from '../core/dtype.js';
import { checkInteger, MAX_INDEX, MAX_LENGTH } from '../input/check.js';
import { wrongValue } from '../input/errors.js';
import { checkFields, own } from '../input/options.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { checkWide, checkWideText } from './check-integer.js';
import { readState } from './checks.js';
import { packed } from './compare.js';
import { philoxOf } from './philox.js';
import { ReplaySource } from './source.js';

/** The options of {@link TorchCudaGenerator}. */
export interface TorchCudaOptions {
  /**
   * The threads that the GPU runs at once: its multiprocessors times the threads of each. Default: unknown. Then arrays have
   * at most 65,536 elements, whose masks are the same on every GPU.
   */
  threads?: number | undefined;
}

/** The state of the generator as JSON. */
export interface TorchCudaState {
  /** The seed as a decimal string. */
  seed: string;
  /** How far the generator has moved, a multiple of 4. */
  offset: number;
}

interface Cuda {
  readonly seed: bigint;
  readonly offset: number;
}

const { fround } = Math;
const WORD = 2 ** 32;
const MOST_SEED = 2n ** 64n - 1n;
/** The elements that one thread draws of a block of Philox. */
const VECTOR = 4;
/** The fewest threads of a GPU that we assume. */
const FEW_THREADS = 2 ** 14;

/** A uniform number in (0, 1] */
function unit(word: number): number {
  return fround(fround(word) * 2 ** -32 + 2 ** -33);
}

/**
 * Replays F.dropout of float32 on a GPU with CUDA. **It is written from PyTorch's source and was never compared with a GPU.**
 * Arrays have a multiple of 4 elements, are contiguous, and begin at a multiple of 16 bytes there.
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { TorchCudaGenerator } from 'native-dropout/replay';
 * const generator = new TorchCudaGenerator(7, { threads: 132 * 2048 }); // torch.cuda.manual_seed(7) on an H100
 * const layer = new Dropout(0.1, { generator });
 */
export class TorchCudaGenerator extends ReplaySource<Cuda> {
  readonly #threads: number | undefined;

  /**
   * Makes the generator of a seed.
   * @param seed An integer in [-2^63, 2^64): a safe integer or a bigint.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  constructor(seed: number | bigint, options?: TorchCudaOptions) {
    super({ seed: BigInt.asUintN(64, checkWide('seed', seed, -(2n ** 63n), MOST_SEED)), offset: 0 });
    if (options !== undefined) checkFields('options', options, ['threads']);
    const threads = own(options, 'threads');
    this.#threads = threads === undefined ? undefined : checkInteger('threads', threads, 256, MAX_LENGTH);
  }

  /** @internal */
  get _name(): string {
    return 'TorchCudaGenerator';
  }

  /**
   * The seed and the offset. Settable.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): TorchCudaState {
    return this._write();
  }

  set state(state: TorchCudaState) {
    this._place(readState(this, state));
  }

  /** @internal */
  _replay({ p, elements, dtype, kind }: MaskRequest): Replayed<Cuda> {
    if (kind !== 'select') throw wrongValue('generator', 'a source with alpha dropout', 'CUDA', 'it is not replayed');
    const factor = { rule: 'multiply', by: p === 1 ? 0 : fround(1 / (1 - p)) } as const;
    if (p === 0 || p === 1 || elements === 0) {
      return { words: new Uint32Array(Math.ceil(elements / 32)).fill(p - 1), factor, next: this._now };
    }
    if (dtype !== FLOAT32) throw wrongValue('dtype', "'float32', of which the draws are known", dtype.name);
    if (elements % VECTOR !== 0) throw wrongValue('size', 'a multiple of 4 elements on CUDA', elements);
    const threads = this.#threads ?? FEW_THREADS;
    if (this.#threads === undefined && elements > VECTOR * threads) {
      throw wrongValue('size', `at most ${VECTOR * threads} elements without the option threads`, elements);
    }
    const { seed, offset } = this._now;
    const words = keptBits(this._now, threads, p, elements);
    const rounds = Math.ceil(elements / (VECTOR * threads));
    return { words, factor, next: { seed, offset: offset + VECTOR * rounds } };
  }

  /** @internal */
  _write(): TorchCudaState {
    return { seed: this._now.seed.toString(), offset: this._now.offset };
  }

  /** @internal */
  _read(name: string, state: unknown): Cuda {
    checkFields(name, state, ['seed', 'offset']);
    const seed = checkWideText(`${name}.seed`, own(state, 'seed'), [0n, MOST_SEED]);
    const offset = checkInteger(`${name}.offset`, own(state, 'offset'), 0, MAX_INDEX);
    if (offset % VECTOR !== 0) throw wrongValue(`${name}.offset`, 'a multiple of 4', offset);
    return { seed, offset };
  }
}

/** Thread t of round r draws elements 4 t … 4 t + 3 of that round, of block r of subsequence t. */
function keptBits({ seed, offset }: Cuda, threads: number, p: number, n: number): FreshWords {
  const key = [Number(seed & 0xffffffffn), Number(seed >> 32n)] as const;
  const most = fround(1 - p);
  let words = [0, 0, 0, 0];
  return packed(n, (i) => {
    if (i % VECTOR === 0) {
      const group = i / VECTOR;
      const block = offset / VECTOR + Math.floor(group / threads);
      words = philoxOf(key, [block % WORD, Math.floor(block / WORD), group % threads, 0]);
    }
    return unit(words[i % VECTOR]) < most;
  });
}
