/** Quantiles of the passes. */

import type { Fresh } from '../core/dtype.js';

/**
 * The quantiles of each element, by linear interpolation between the two nearest of the n sorted values: definition 7 of
 * Hyndman and Fan ("Sample quantiles in statistical packages", The American Statistician 50, 1996), which is the default of
 * numpy.quantile. An element that is NaN in a pass has the quantiles NaN.
 * @param fractions Numbers in [0, 1].
 * @returns An array for each fraction.
 */
export function quantilesOf(samples: readonly Float64Array[], fractions: readonly number[]): Fresh<Float64Array>[] {
  const { length } = samples[0];
  const quantiles = fractions.map(() => new Float64Array(length));
  const values = new Float64Array(samples.length);
  const last = samples.length - 1;
  for (let i = 0; i < length; ++i) {
    for (let k = 0; k <= last; ++k) values[k] = samples[k][i];
    values.sort(); // NaN comes last
    fractions.forEach((fraction, q) => {
      quantiles[q][i] = Number.isNaN(values[last]) ? Number.NaN : interpolated(values, fraction * last);
    });
  }
  return quantiles;
}

/** The value at a place between two indices, rounded as in numpy: it is exact at both ends, and never decreases. */
function interpolated(values: Float64Array, place: number): number {
  const below = Math.floor(place);
  const part = place - below;
  if (part === 0) return values[below];
  const [a, b] = [values[below], values[below + 1]];
  return part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part);
}
