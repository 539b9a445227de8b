export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** How many times as fast as `base`: the median over the rounds, in which both were timed. */
export function medianRatio(times: readonly number[], base: readonly number[]): number {
  return median(times.map((time, round) => base[round] / time));
}

/** The interquartile range over the median. */
export function spread(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);
}

/** A larger spread means that other programs used the machine. */
export const DISTURBED_SPREAD = 0.15;

/** A figure with three digits, or more if it has more before the point. */
export function threeDigits(value: number): string {
  return value < 1000 ? value.toPrecision(3) : value.toFixed(0);
}
