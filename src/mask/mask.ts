import { type DrawnBits, drawnBits } from '../core/bits.js';
import type { FreshWords } from '../core/dtype.js';
import { pack } from '../core/packed.js';
import type { Engine } from '../engine/engine.js';
import { pick } from '../engine/load/choice.js';
import {
  checkInteger,
  checkOffset,
  checkProbability,
  checkSeed,
  checkSeedText,
  isBranded,
  isPlain,
  MAX_INDEX,
  MAX_LENGTH,
} from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { readList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import { copyOfBytes, copyOfWords } from '../input/view.js';
import { AnyMask, MASK } from './any-mask.js';
import { checkFactorOf } from './factor.js';
import { StoredMask, type StoredMaskOptions, type StoredMaskParameters } from './stored-mask.js';

const PARAMETERS = ['seed', 'draw', 'p', 'offset'] as const satisfies (keyof MaskParameters)[];

/** The parameters of a mask. */
export interface MaskParameters {
  /** A bigint in [0, 2^64), a non-negative safe integer, or a decimal string, as in a mask's JSON. */
  seed: bigint | number | string;
  /** The number of the mask in the sequence of the seed: an integer in [0, 2^48). */
  draw: number;
  /** The probability of dropping an element, in [0, 1]. */
  p: number;
  /** The index in that mask of the first element: an integer in [0, 2^48]. Default: 0. */
  offset?: number | undefined;
}

/**
 * A dropout mask: a pure function of (seed, draw, p, index), defined in docs/mask.md. Forward and backward apply the same
 * mask, and a slice of an array gets its slice of the mask. A mask never changes and can be applied any number of times.
 * To store it or to send it elsewhere, use its JSON: `new Mask(JSON.parse(JSON.stringify(mask)))`. {@link Mask.fromJSON}
 * also reads the JSON of a mask of given bits.
 *
 * @example
 * import { Mask } from 'native-dropout';
 * const mask = new Mask({ seed: 42, draw: 0, p: 0.1 });
 * const y = mask.apply(Float32Array.of(5, 7, 9)); // [5.5556, 7.7778, 10]: all three are kept
 * const dx = mask.apply(Float32Array.of(1, 1, 1)); // backward: the same mask
 */
export class Mask extends AnyMask {
  /** The seed, in [0, 2^64). */
  readonly seed: bigint;
  /** The number of the mask in the sequence of the seed, from 0. */
  readonly draw: number;
  readonly p: number;
  readonly offset: number;

  /**
   * Makes the mask of a seed and a draw. It draws nothing yet.
   * @param parameters {@link MaskParameters}, or a mask to copy.
   * @throws {TypeError | RangeError} if a parameter is wrong.
   */
  constructor(parameters: MaskParameters) {
    super();
    const given = isBranded(parameters, MASK) ? (parameters as Mask).toJSON() : parameters;
    checkFields('parameters', given, PARAMETERS);
    const seed = own(given, 'seed');
    this.seed = typeof seed === 'string' ? checkSeedText('seed', seed) : checkSeed('seed', seed);
    this.draw = checkInteger('draw', own(given, 'draw'), 0, MAX_INDEX - 1);
    this.p = checkProbability('p', own(given, 'p'));
    const offset = own(given, 'offset');
    this.offset = offset === undefined ? 0 : checkInteger('offset', offset, 0, MAX_INDEX);
    Object.freeze(this);
  }

  /**
   * Makes a mask from your own bits, for example those of {@link Mask.toBits} or of onnxruntime's bitmask.
   * @param words Bit b of word w is 1 if element 32 w + b is kept. The words are copied.
   * @param options `p`, in [0, 1], and `length`, an integer up to the number of bits. Default: all bits.
   * @throws {TypeError | RangeError} if words is no Uint32Array or an option is wrong.
   *
   * @example
   * import { Mask } from 'native-dropout';
   * const mask = Mask.fromBits(Uint32Array.of(0b101), { p: 0.5 });
   * const y = mask.apply(Float32Array.of(5, 7, 9)); // [10, 0, 18]
   */
  static fromBits(words: Uint32Array, options: StoredMaskOptions): StoredMask {
    checkFields('options', options, ['p', 'length']);
    const p = checkProbability('p', own(options, 'p'));
    const length = own(options, 'length');
    const copied = copyOfWords('words', words);
    const bits = 32 * copied.length;
    return new StoredMask(copied, p, 0, length === undefined ? bits : checkInteger('length', length, 0, bits));
  }

  /**
   * Makes a mask from one byte or boolean per element, for example those of {@link Mask.toUint8Array} or
   * torch.native_dropout.
   * @param kept 0 or false drops the element, anything else keeps it. The values are copied.
   * @param options `p`, in [0, 1].
   * @throws {TypeError | RangeError} if kept is neither a Uint8Array nor an array of booleans, or p is no number in [0, 1].
   *
   * @example
   * import { Mask } from 'native-dropout';
   * const mask = Mask.fromBytes([true, false, true], { p: 0.5 });
   * const y = mask.apply(Float32Array.of(5, 7, 9)); // [10, 0, 18]
   */
  static fromBytes(kept: Uint8Array | readonly boolean[], options: Pick<StoredMaskOptions, 'p'>): StoredMask {
    checkFields('options', options, ['p']);
    const p = checkProbability('p', own(options, 'p'));
    const bytes = copyOfBytes('kept', kept);
    return new StoredMask(pack(bytes), p, 0, bytes.length);
  }

  /**
   * Makes a mask from its JSON, whether its bits were drawn or given.
   * @param json The result of toJSON() of a {@link Mask} or a {@link StoredMask}.
   * @throws {TypeError | RangeError} if a field is missing or wrong.
   *
   * @example
   * import { Mask } from 'native-dropout';
   * const mask = Mask.fromBytes([true, false, true], { p: 0.5 });
   * const same = Mask.fromJSON(JSON.parse(JSON.stringify(mask)));
   */
  static fromJSON(json: MaskParameters | StoredMaskParameters): Mask | StoredMask {
    if (!isPlain(json) || !Object.hasOwn(json, 'words')) return new Mask(json as MaskParameters);
    checkFields('json', json, ['words', 'p', 'length', 'factor']);
    const words = readList('words', own(json, 'words'), 'an array of integers', (word, i) =>
      checkInteger(`words[${i}]`, word, 0, MAX_LENGTH),
    );
    const [p, length] = [own(json, 'p') as number, own(json, 'length') as number];
    const made = Mask.fromBits(Uint32Array.from(words), { p, length });
    const factor = checkFactorOf('factor', own(json, 'factor'));
    return factor === undefined ? made : made._with(factor);
  }

  slice(offset: number): Mask {
    const { seed, draw, p } = this;
    return new Mask({ seed, draw, p, offset: checkOffset(offset, 0, this.offset) });
  }

  /** The parameters for `new Mask`, with the seed as a string. */
  toJSON(): MaskParameters & { seed: string } {
    const { seed, draw, p, offset } = this;
    return { seed: seed.toString(), draw, p, offset };
  }

  /** @internal */
  get _limit(): number {
    return MAX_INDEX;
  }

  /** @internal */
  _bits(index: number): DrawnBits {
    return drawnBits(this.seed, this.draw, this.p, index);
  }

  /** @internal */
  _words(first: number, n: number, engine: Engine | undefined): FreshWords {
    const words = new Uint32Array(n);
    pick(32 * n, engine).draw(this._bits(0), first, words);
    return words;
  }
}

/** Returns the mask, converted to this copy of the package if it is from a different copy. */
export function checkMask(name: string, mask: unknown): AnyMask {
  if (!isBranded(mask, MASK) || typeof (mask as AnyMask).p !== 'number') throw wrongType(name, 'a Mask', mask);
  if (mask instanceof AnyMask) return mask;
  const { seed, draw, p, offset } = mask as Mask;
  if (seed !== undefined) return new Mask({ seed, draw, p, offset });
  return Mask.fromJSON((mask as StoredMask).toJSON());
}
