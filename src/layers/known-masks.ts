/** The masks of a layer: which forward a backward with a mask belongs to. */

import { readShape } from '../call/mask-shape.js';
import { drawnFrom } from '../core/bits.js';
import type { Past } from '../form/backward.js';
import type { Form } from '../form/form.js';
import { checkInteger, MAX_INDEX } from '../input/check.js';
import { message, wrongType, wrongValue } from '../input/errors.js';
import type { OptionValues } from '../input/options.js';
import { type Shape, sizeOf } from '../input/shape.js';
import { viewOf } from '../input/view.js';
import type { AnyMask } from '../mask/any-mask.js';
import { Mask } from '../mask/mask.js';
import { StoredMask } from '../mask/stored-mask.js';
import type { Known } from './forwards.js';

/** Remembers the forward of every mask that the layer has handed out. */
export class KnownMasks {
  readonly #forwards = new WeakMap<AnyMask, Known>();

  /** The forward of a mask that the layer has handed out. */
  get(mask: AnyMask): Known | undefined {
    return this.#forwards.get(mask);
  }

  maskOf(forward: Known): Mask | StoredMask {
    const { p, bits, limit } = forward;
    const mask =
      bits.words === undefined
        ? new Mask({ ...drawnFrom(bits), p, offset: bits.index })
        : new StoredMask(bits.words, p, bits.index, limit, bits.factor);
    this.#forwards.set(mask, forward);
    return mask;
  }

  /**
   * The forward of a mask. For a mask from elsewhere, for example from JSON, the options give the shape and the bias.
   * @throws {TypeError | RangeError} if an option is missing, or contradicts the forward.
   */
  forwardOf(mask: AnyMask, form: Form, options: Readonly<OptionValues>): Past {
    const known = this.#forwards.get(mask);
    const columns = columnsOf(options);
    if (known === undefined) return pastOf(mask, form, options.shape, columns);
    if (options.shape !== undefined) checkAxes(readShape(form.maskShapeOf, options.shape)?.axes, known);
    if (columns !== undefined && columns !== known.columns) {
      throw wrongValue('bias', `${known.columns} elements, which forward() had`, columns);
    }
    return known;
  }
}

function pastOf(mask: AnyMask, form: Form, shape: unknown, columns: number | undefined): Past {
  if (form.bias && columns === undefined) {
    const expected = 'the bias of that forward, its length or null, because the layer did not hand out this mask';
    throw wrongType('bias', expected, undefined);
  }
  const shaped = readShape(form.maskShapeOf, shape);
  return {
    training: true,
    bits: mask._bits(mask.offset),
    p: mask.p,
    limit: mask._limit,
    axes: shaped?.axes,
    maskShape: shaped?.maskShape,
    length: shaped?.axes === undefined ? undefined : sizeOf(shaped.axes),
    columns: columns ?? 0,
  };
}

/** @throws {RangeError} if the shape is not the forward's; or, if the forward had no shape, not of its length. */
function checkAxes(shape: Shape | undefined, { axes, length }: Known): void {
  if (shape === undefined || (axes === undefined ? sizeOf(shape) === length : String(shape) === String(axes))) return;
  throw new RangeError(message('shape', `[${axes ?? length}], which forward() had`, `[${shape}]`));
}

/** Elements of the option `bias`, which is the bias or its length: 0 for null, undefined if it is not given. */
function columnsOf({ settings: { bias }, dtype }: Readonly<OptionValues>): number | undefined {
  if (bias === undefined) return undefined;
  if (bias === null) return 0;
  return typeof bias === 'number' ? checkInteger('bias', bias, 1, MAX_INDEX) : viewOf('bias', bias, dtype).length;
}
