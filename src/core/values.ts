/** The rules by which every engine makes an operation's constants from one number (native/kernels/values.h). */

export interface Constants {
  /** The factor of kept elements. */
  readonly scale: number;
  /** Added to kept elements. */
  readonly shift: number;
  /** The value of dropped elements. */
  readonly dropped: number;
}

export interface Rule {
  /** Its value in native's enum. */
  readonly code: number;
  /** In float64. Engines round them to the compute type. */
  readonly constants: (p: number) => Constants;
}

/** α′ = λ·α of SELU (Klambauer et al., "Self-normalizing neural networks", 2017), in the digits of torch.nn.AlphaDropout. */
const ALPHA = 1.7580993408473766;

/** Inverted dropout: kept elements are scaled, which preserves the mean. */
export const INVERTED: Rule = { code: 0, constants: (p) => ({ scale: 1 / (1 - p), shift: 0, dropped: 0 }) };

/** The number is the scale itself. */
export const GIVEN: Rule = { code: 1, constants: (scale) => ({ scale, shift: 0, dropped: 0 }) };

/**
 * Alpha dropout: dropped elements become −α′; then all are scaled and shifted, which preserves mean 0 and variance 1.
 */
export const ALPHA_KEEPING: Rule = {
  code: 2,
  constants(p) {
    if (p === 1) return { scale: 0, shift: 0, dropped: 0 };
    const scale = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
    const shift = ALPHA * scale * p;
    return { scale, shift, dropped: shift - ALPHA * scale };
  },
};

/** Zoneout in evaluation: scale and shift are the weights of the kept and of the dropped elements. */
export const EXPECTED: Rule = { code: 3, constants: (p) => ({ scale: 1 - p, shift: p, dropped: 0 }) };
