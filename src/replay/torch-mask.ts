/** The values of PyTorch's dropout. */

import { type Dtype, FLOAT64 } from '../core/dtype.js';
import type { Factor } from '../core/factor.js';
import type { Dropping } from '../random/source.js';
import { rounded } from './round.js';

/** α′ of SELU, as torch.nn.AlphaDropout writes it. */
const ALPHA = 1.7580993408473766;

/** Nothing is scaled: p is 0, or everything is dropped. */
const NOTHING: Record<Dropping, (p: number) => Factor> = {
  select: (p) => ({ rule: 'multiply', by: 1 - p }),
  alpha: (p) => ({ rule: 'affine', scale: 1 - p, shift: 0, dropped: 0 }),
};

/** The factor of F.dropout or of F.alpha_dropout. */
export function torchFactor(kind: Dropping, p: number, dtype: Dtype): Factor {
  if (p === 0 || p === 1) return NOTHING[kind](p);
  return kind === 'select' ? { rule: 'multiply', by: dividedScale(p, dtype) } : alphaFactor(p, dtype);
}

/** 1 / (1 - p), divided in float32 unless the dtype is float64. */
function dividedScale(p: number, dtype: Dtype): number {
  return dtype === FLOAT64 ? 1 / (1 - p) : rounded(dtype, Math.fround(1 / Math.fround(1 - p)));
}

/** The factor of torch.native_dropout, which divides in float64. */
export function nativeFactor(p: number, dtype: Dtype): Factor {
  return { rule: 'multiply', by: p === 1 ? 0 : rounded(dtype, 1 / (1 - p)) };
}

function alphaFactor(p: number, dtype: Dtype): Factor {
  // Scalars are in the compute type, and tensors are rounded after each step.
  const scale = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
  const lowest = rounded(dtype, -dtype.round(ALPHA * scale));
  const shift = dtype.round(ALPHA * scale * p);
  return {
    rule: 'affine',
    scale: rounded(dtype, dtype.round(scale)),
    shift: rounded(dtype, shift),
    dropped: rounded(dtype, dtype.round(lowest + shift)),
  };
}
