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
  /** In float64. Engines round them to the type that the dtype computes in. */
  readonly constants: (p: number) => Constants;
}

/** α′ = λ·α of SELU (Klambauer et al., "Self-normalizing neural networks", 2017), in the digits of torch.nn.AlphaDropout. */
const ALPHA = 1.7580993408473766;

/** Inverted dropout: kept elements are scaled so that the mean stays. */
export const INVERTED: Rule = { code: 0, constants: (p) => ({ scale: 1 / (1 - p), shift: 0, dropped: 0 }) };

/** The number is the scale itself. */
export const GIVEN: Rule = { code: 1, constants: (scale) => ({ scale, shift: 0, dropped: 0 }) };

/** Alpha dropout: dropped elements become −α′; then all are scaled and shifted so that mean 0 and variance 1 stay. */
export const ALPHA_KEEPING: Rule = {
  code: 2,
  constants(p) {
    if (p === 1) return { scale: 0, shift: 0, dropped: 0 };
    const scale = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
    const shift = ALPHA * scale * p;
    return { scale, shift, dropped: shift - ALPHA * scale };
  },
};

/** The weights of two arrays whose second replaces the dropped elements of the first. */
export const EXPECTED: Rule = { code: 3, constants: (p) => ({ scale: 1 - p, shift: p, dropped: 0 }) };
