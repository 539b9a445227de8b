/** Statistics over several seeds. */

export interface Spread {
  mean: number;
  /** The standard deviation, with n - 1 in the denominator; NaN for a single value. */
  std: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / (values.length - 1)) };
}

export interface Paired extends Spread {
  /** Number of pairs whose second value is larger. */
  up: number;
  /** Number of pairs whose second value is smaller. */
  down: number;
  pairs: number;
}

/** The differences of runs that share a seed: second - first. */
export function pairedOf(first: readonly number[], second: readonly number[]): Paired {
  const differences = second.map((value, k) => value - first[k]);
  return {
    ...spreadOf(differences),
    up: differences.filter((value) => value > 0).length,
    down: differences.filter((value) => value < 0).length,
    pairs: differences.length,
  };
}

/** Quantiles of 97.5 % of Student's t for 1, 2, 3 … degrees of freedom. With more it hardly changes. */
const T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086,
];

/** Whether the mean difference is not 0, by Student's t-test of pairs on the level of 5 %. A single pair never tells. */
export function isClear({ mean, std, pairs }: Paired): boolean {
  const t = T[Math.min(pairs - 1, T.length) - 1];
  return t !== undefined && Math.abs(mean) > (t * std) / Math.sqrt(pairs);
}
