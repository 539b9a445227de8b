/** The distributions of random numbers (docs/mask.md), in the order of native/kernels/distribution.h. */

export type DistributionName = 'uniform' | 'normal';

export interface Distribution {
  readonly name: DistributionName;
  /** Its value in native's enum. */
  readonly code: number;
}

export const DISTRIBUTIONS: readonly Distribution[] = [
  /** In [0, 1). */
  { name: 'uniform', code: 0 },
  /** Mean 0, standard deviation 1. */
  { name: 'normal', code: 1 },
];

export const [UNIFORM, NORMAL] = DISTRIBUTIONS;

/** A number becomes min(shift + scale · number, most). All three are numbers of the array's type. */
export interface Scaling {
  readonly shift: number;
  readonly scale: number;
  readonly most: number;
}
