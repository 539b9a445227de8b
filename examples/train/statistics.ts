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
