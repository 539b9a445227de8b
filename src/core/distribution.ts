/** What random numbers are drawn from: one row each, in the order of native/kernels/distribution.h. docs/mask.md defines the numbers. */

export type DistributionName = 'uniform' | 'normal';

export interface Distribution {
  readonly name: DistributionName;
  /** Its place among the distributions of native/kernels/distribution.h. */
  readonly code: number;
}

export const DISTRIBUTIONS: readonly Distribution[] = [
  /** In [0, 1). */
  { name: 'uniform', code: 0 },
  /** Of mean 0 and standard deviation 1. */
  { name: 'normal', code: 1 },
];

export const [UNIFORM, NORMAL] = DISTRIBUTIONS;

/** What becomes of a number: shift + scale · number, but no more than `most`. All are of the type of the array. */
export interface Scaling {
  readonly shift: number;
  readonly scale: number;
  readonly most: number;
}
