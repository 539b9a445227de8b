/** The constants of an operation: every engine makes them of one number by one of these rules (native/kernels/values.h). */

export interface Constants {
  /** What kept elements are multiplied by. */
  readonly scale: number;
  /** What is added to them. */
  readonly shift: number;
  /** What stands where one was dropped. */
  readonly dropped: number;
}

export interface Rule {
  /** Its place among the rules of native/kernels/values.h. */
  readonly code: number;
  /** In float64; an engine rounds them to the type that it computes in. */
  readonly constants: (p: number) => Constants;
}

/** α′ = λ·α of SELU (Klambauer et al., "Self-normalizing neural networks", 2017), in the digits of torch.nn.AlphaDropout. */
const ALPHA = 1.7580993408473766;

/** Kept elements are scaled so that the mean stays. */
export const INVERTED: Rule = { code: 0, constants: (p) => ({ scale: 1 / (1 - p), shift: 0, dropped: 0 }) };

/** The number is the scale itself. */
export const GIVEN: Rule = { code: 1, constants: (scale) => ({ scale, shift: 0, dropped: 0 }) };

/** Alpha dropout: a dropped element is −α′, and all are then moved and scaled so that mean 0 and variance 1 stay. */
export const ALPHA_KEEPING: Rule = {
  code: 2,
  constants(p) {
    if (p === 1) return { scale: 0, shift: 0, dropped: 0 };
    const scale = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
    const shift = ALPHA * scale * p;
    return { scale, shift, dropped: shift - ALPHA * scale };
  },
};

/** What two arrays weigh where the second stands for the dropped elements of the first. */
export const EXPECTED: Rule = { code: 3, constants: (p) => ({ scale: 1 - p, shift: p, dropped: 0 }) };
