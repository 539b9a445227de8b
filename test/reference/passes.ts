/** The statistics of passes, by their definitions: slow, and without a line of `src/`. */

/** The values of element i in each pass. */
const valuesAt = (passes: readonly ArrayLike<number>[], i: number): number[] => passes.map((pass) => pass[i]);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function meanOf(passes: readonly ArrayLike<number>[]): number[] {
  return Array.from(passes[0], (_, i) => sum(valuesAt(passes, i)) / passes.length);
}

/** With n - 1 in the denominator. */
export function deviationOf(passes: readonly ArrayLike<number>[]): number[] {
  const mean = meanOf(passes);
  return mean.map((average, i) => {
    const squares = valuesAt(passes, i).map((value) => (value - average) ** 2);
    return Math.sqrt(sum(squares) / (passes.length - 1));
  });
}

/** numpy.quantile(passes, q, axis=0): of the n sorted values, that at the place (n - 1) q; NaN if one is NaN. */
export function quantileOf(passes: readonly ArrayLike<number>[], q: number): number[] {
  return Array.from(passes[0], (_, i) => {
    if (valuesAt(passes, i).some(Number.isNaN)) return Number.NaN;
    const sorted = valuesAt(passes, i).sort((a, b) => a - b);
    const place = (sorted.length - 1) * q;
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (high - low) * (place - Math.floor(place));
  });
}

function rowsOf(values: ArrayLike<number>, classes: number): number[][] {
  const all = Array.from(values);
  return Array.from({ length: all.length / classes }, (_, row) => all.slice(row * classes, (row + 1) * classes));
}

const entropy = (row: readonly number[]): number => -sum(row.map((p) => (p === 0 ? 0 : p * Math.log(p))));

/** Entropy of the mean, and mutual information, of each row: Gal, Islam and Ghahramani (2017), in nats. */
export function uncertaintyOf(passes: readonly ArrayLike<number>[], classes: number) {
  const whole = rowsOf(meanOf(passes), classes).map(entropy);
  const each = passes.map((pass) => rowsOf(pass, classes).map(entropy));
  const within = whole.map((_, row) => sum(each.map((entropies) => entropies[row])) / passes.length);
  return { entropy: whole, mutualInformation: whole.map((value, row) => value - within[row]) };
}

/** For each class of each row, the passes in which it is the first of the largest. */
export function votesOf(passes: readonly ArrayLike<number>[], classes: number): number[] {
  const votes = Array.from(passes[0], () => 0);
  for (const pass of passes) {
    rowsOf(pass, classes).forEach((row, i) => {
      votes[i * classes + row.indexOf(Math.max(...row))] += 1;
    });
  }
  return votes;
}

/** Mean and deviation by Welford's method (Technometrics 4, 1962), to the last bit. */
export function momentsOf(returned: readonly (readonly number[])[]): { mean: Float64Array; std: Float64Array } {
  const mean = Float64Array.from(returned[0]);
  const squares = mean.map(() => 0);
  for (const [k, values] of returned.entries()) {
    if (k === 0) continue;
    values.forEach((value, i) => {
      const change = value - mean[i];
      mean[i] += change / (k + 1);
      squares[i] += change * (value - mean[i]);
    });
  }
  return { mean, std: squares.map((sum) => Math.sqrt(sum / (returned.length - 1))) };
}
