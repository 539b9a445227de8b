import { checkProbability } from '../input/check.js';
import { wrong } from '../input/errors.js';
import type { Shape } from '../input/shape.js';
import { StoredMask } from '../mask/stored-mask.js';
import type { MaskRequest, Replayed, SourceMaskOptions } from '../random/source.js';
import { bernoulliBits } from './bernoulli.js';
import type { Mt19937 } from './mt19937.js';
import { checkSize, ReplaySource, readDtype } from './source.js';
import { nativeFactor, torchFactor } from './torch-mask.js';
import { fromBytes, fromHex, type StateBytes, seededState, type TorchState, toBytes, toHex } from './torch-state.js';

/**
 * The generator of PyTorch on a CPU. It draws what PyTorch draws after `torch.manual_seed(seed)`, call after call: masks,
 * numbers, initial weights and the order of samples (docs/replay.md).
 *
 * Like F.dropout, forms draw nothing in evaluation, at p = 0 and at p = 1.
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { TorchGenerator } from 'native-dropout/replay';
 * const layer = new Dropout(0.1, { generator: new TorchGenerator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9)); // F.dropout(torch.tensor([5., 7, 9]), 0.1) after manual_seed(42)
 */
export class TorchGenerator extends ReplaySource<TorchState> {
  /**
   * Makes the generator of a seed.
   * @param seed An integer in [-2^63, 2^64): a safe integer or a bigint. Only its low 32 bits count, as in PyTorch.
   * @throws {TypeError | RangeError} if seed is not such an integer.
   */
  constructor(seed: number | bigint) {
    super(seededState(checkTorchSeed(seed)));
  }

  /** @internal */
  get _name(): string {
    return 'TorchGenerator';
  }

  /**
   * The 5,056 bytes of torch.get_rng_state(). Settable, also to the bytes of a running PyTorch.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): StateBytes {
    return toBytes(this._now);
  }

  set state(state: Uint8Array) {
    this._place(state instanceof Uint8Array ? fromBytes('state', state) : this._check('state', state));
  }

  /** @internal */
  _write(): string {
    return toHex(this.state);
  }

  /** @internal */
  _read(name: string, state: unknown): TorchState {
    return fromHex(name, state);
  }

  /** @internal */
  _replay({ p, elements, dtype, kind }: MaskRequest): Replayed<TorchState> {
    const factor = torchFactor(kind, p, dtype);
    const isDrawn = p > 0 && p < 1 && elements > 0;
    if (isDrawn) return { factor, ...this._draw((engine) => bernoulliBits(engine, 1 - p, elements)) };
    const words = new Uint32Array(Math.ceil(elements / 32)).fill(p === 1 ? 0 : -1);
    return { words, factor, next: this._now };
  }

  /** @internal Draws words from a copy of the engine. */
  _draw(draw: (engine: Mt19937) => Uint32Array): { words: Uint32Array; next: TorchState } {
    const engine = this._now.engine.copy();
    const words = draw(engine);
    return { words, next: { ...this._now, engine, fresh: false } };
  }

  /**
   * Draws the mask of torch.native_dropout, which also draws at p = 0 and p = 1, and whose scale may differ from that of
   * F.dropout in the last bit. Arguments and errors are those of {@link TorchGenerator.mask}.
   */
  nativeMask(p: number, size: number | Shape, options?: SourceMaskOptions): StoredMask {
    const rate = checkProbability('p', p);
    const elements = checkSize('size', size);
    const factor = nativeFactor(rate, readDtype(options));
    const { words, next } = this._draw((engine) => bernoulliBits(engine, 1 - rate, elements));
    if (elements > 0) this._move(next);
    return new StoredMask(words, rate, 0, elements, factor);
  }
}

/** @throws {TypeError | RangeError} if it is no seed of torch.manual_seed. */
function checkTorchSeed(seed: unknown): bigint {
  const whole = Number.isSafeInteger(seed) ? BigInt(seed as number) : seed;
  if (typeof whole === 'bigint' && whole >= -(2n ** 63n) && whole < 2n ** 64n) return BigInt.asUintN(64, whole);
  const type = typeof seed === 'bigint' ? 'bigint' : 'number';
  throw wrong(type, 'seed', 'a safe integer or a bigint in [-2^63, 2^64)', seed);
}
