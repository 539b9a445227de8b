import { checkChoice, checkInteger } from '../input/check.js';
import { checkFields, own } from '../input/options.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { checkWide, checkWideText, INT64 } from './check-integer.js';
import { checkBelowOne, checkSelect, readState } from './checks.js';
import { type OnnxRuntimePlatform, PLATFORMS } from './onnxruntime-platforms.js';
import { ReplaySource } from './source.js';

const { fround } = Math;

/** The names of the platforms. */
const NAMES = Object.keys(PLATFORMS) as OnnxRuntimePlatform[];

/** The options of {@link OnnxRuntimeSeed}. */
export interface OnnxRuntimeOptions {
  /**
   * Where onnxruntime runs. Default: 'linux', whatever runs this. The other two were read in the sources of their C++
   * libraries, and never compared with a running onnxruntime.
   */
  platform?: OnnxRuntimePlatform | undefined;
}

/** The state of an {@link OnnxRuntimeSeed}, for checkpoints. */
export interface OnnxRuntimeState {
  /** The seed as a decimal string. */
  seed: string;
  /** How many runs of the node have drawn a mask. */
  runs: number;
  /** Where onnxruntime runs. */
  platform: OnnxRuntimePlatform;
}

interface Now {
  readonly seed: bigint;
  readonly runs: number;
  readonly platform: OnnxRuntimePlatform;
}

/**
 * The seed of a Dropout node in onnxruntime on a CPU; or, for all nodes without a seed, that of
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
   * @param options `platform`: 'linux' (default), 'macos' or 'windows'.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  constructor(seed: number | bigint, options: OnnxRuntimeOptions = {}) {
    checkFields('options', options, ['platform']);
    const platform = checkChoice('platform', own(options, 'platform') ?? 'linux', NAMES);
    super({ seed: checkWide('seed', seed, ...INT64), runs: 0, platform });
  }

  /** @internal */
  get _name(): string {
    return 'OnnxRuntimeSeed';
  }

  /**
   * The seed, the number of runs that have drawn, and the platform. Settable.
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
    const { seed, runs, platform } = this._now;
    return { seed: `${seed}`, runs, platform };
  }

  /** @internal */
  _read(name: string, state: unknown): Now {
    checkFields(name, state, ['seed', 'runs', 'platform']);
    return {
      seed: checkWideText(`${name}.seed`, own(state, 'seed'), INT64),
      runs: checkInteger(`${name}.runs`, own(state, 'runs'), 0, Number.MAX_SAFE_INTEGER),
      platform: checkChoice(`${name}.platform`, own(state, 'platform'), NAMES),
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
    const { seed, runs, platform } = this._now;
    const words = PLATFORMS[platform](seed + BigInt(runs), ratio, elements);
    return { words, factor, next: { ...this._now, runs: runs + 1 } };
  }
}
