/** Bins of numbers, and what is expected in each. */

export interface Bin {
  from: number;
  to: number;
  count: number;
  /** undefined if it is not known. */
  expected: number | undefined;
}

/** The logarithm of n! by Stirling's series, exact enough for a picture. */
function logFactorial(n: number): number {
  if (n < 10) return Math.log(Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1));
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n);
}

/** The probability that k of n elements are dropped. */
function binomial(n: number, k: number, p: number): number {
  if (p === 0 || p === 1) return k === n * p ? 1 : 0;
  const ways = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  return Math.exp(ways + k * Math.log(p) + (n - k) * Math.log(1 - p));
}

/** How often each number of mask elements was dropped. `elements` is undefined if they depend on each other. */
export function sharesOf(shares: readonly number[], p: number, elements: number | undefined): Bin[] {
  const n = elements ?? 100;
  const counts = new Float64Array(n + 1);
  for (const share of shares) counts[Math.round(share * n)] += 1;
  const spread = 4 * Math.sqrt(n * p * (1 - p)) + 1;
  const used = Array.from(counts.keys()).filter((k) => counts[k] > 0);
  const first = Math.max(0, Math.min(used[0], Math.floor(n * p - spread)));
  const last = Math.min(n, Math.max(used[used.length - 1], Math.ceil(n * p + spread)));
  const width = Math.max(1, Math.ceil((last - first + 1) / 30));
  const bins: Bin[] = [];
  for (let k = first; k <= last; k += width) {
    const inside = Array.from({ length: Math.min(width, n + 1 - k) }, (_, i) => k + i);
    const chance = inside.reduce((sum, one) => sum + binomial(n, one, p), 0);
    bins.push({
      from: k / n,
      to: inside[inside.length - 1] / n,
      count: inside.reduce((sum, one) => sum + counts[one], 0),
      expected: elements === undefined ? undefined : chance * shares.length,
    });
  }
  return bins;
}

/** How the values of y lie around 1, beside a normal density. */
export function valuesOf(values: ArrayLike<number>, deviation: number): Bin[] {
  const BINS = 30;
  const reach = 4 * (deviation || 1);
  const width = (2 * reach) / BINS;
  const bins = Array.from({ length: BINS }, (_, k): Bin => {
    const from = 1 - reach + k * width;
    const z = (from + width / 2 - 1) / (deviation || 1);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / (deviation || 1);
    const expected = deviation === 0 ? 0 : density * width * values.length;
    return { from, to: from + width, count: 0, expected };
  });
  for (const value of Array.from(values)) {
    const k = Math.floor((value - 1 + reach) / width);
    if (bins[k]) bins[k].count += 1;
  }
  return bins;
}
