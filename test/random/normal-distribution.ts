/** Measures how far numbers are from the standard normal distribution. */

/** Density of the standard normal distribution. */
function density(x: number): number {
  return Math.exp(-x * x * 0.5) / Math.sqrt(2 * Math.PI);
}

/** P(Z > x) for x ≥ 0, relative error 1e-15: Marsaglia's series (J. Stat. Soft. 11, 2004), or Laplace's fraction. */
export function tail(x: number): number {
  if (x < 3) {
    let sum = x;
    for (let term = x, k = 3; sum + term !== sum; k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return 0.5 - density(x) * sum;
  }
  let fraction = x;
  for (let k = 200; k > 0; --k) fraction = x + k / fraction;
  return density(x) / fraction;
}

/** E[Z^k]: 0 of odd k, and 1 · 3 · 5 … (k - 1) of even ones. */
function moment(k: number): number {
  if (k % 2 === 1) return 0;
  return k === 0 ? 1 : (k - 1) * moment(k - 2);
}

const MOMENTS = [1, 2, 3, 4, 5, 6] as const;
const TAILS = [1, 2, 3, 4, 5, 6] as const;

/** A number's bin is the highest 20 bits of its float32: sign, exponent and eleven digits. */
const SHIFT = 12;
const BINS = 2 ** (32 - SHIFT);
const HALF = BINS / 2;

export class NormalSample {
  n = 0;
  readonly #sums = new Float64Array(MOMENTS.length);
  readonly #beyond = new Float64Array(TAILS.length);
  readonly #counts = new Float64Array(BINS);

  add(z: Float32Array): void {
    const bits = new Uint32Array(z.buffer, z.byteOffset, z.length);
    const sums = new Float64Array(MOMENTS.length); // per call, because short sums lose less by rounding
    this.n += z.length;
    for (let i = 0; i < z.length; ++i) {
      let power = 1;
      for (let k = 0; k < 6; ++k) {
        power *= z[i];
        sums[k] += power;
      }
      for (let t = Math.abs(z[i]), k = 0; k < 6 && t > TAILS[k]; ++k) this.#beyond[k] += 1;
      this.#counts[bits[i] >>> SHIFT] += 1;
    }
    for (let k = 0; k < 6; ++k) this.#sums[k] += sums[k];
  }

  /** The distance of each power's mean from the moment, and of each count beyond |z| from its expectation, in sigmas. */
  deviations(): { what: string; sigmas: number }[] {
    const { n } = this;
    const moments = MOMENTS.map((k) => {
      const sigma = Math.sqrt((moment(2 * k) - moment(k) ** 2) / n);
      return { what: `E[z^${k}]`, sigmas: (this.#sums[k - 1] / n - moment(k)) / sigma };
    });
    const tails = TAILS.map((t) => {
      const p = 2 * tail(t);
      return { what: `P(|z| > ${t})`, sigmas: (this.#beyond[t - 1] - n * p) / Math.sqrt(n * p * (1 - p)) };
    });
    return [...moments, ...tails];
  }

  /**
   * Kolmogorov's √n · sup |F_n - F| over the edges of the bins. It exceeds x with a probability of at most 2 exp(-2 x²), or a
   * little less, because it ignores the numbers between edges.
   */
  kolmogorov(): number {
    const edges = new Float32Array(Uint32Array.from({ length: HALF }, (_, bin) => bin << SHIFT).buffer);
    let [above, below] = [0, 0]; // how many are at the edge or farther out, on either side
    let worst = 0;
    for (let bin = HALF - 1; bin >= 0; --bin) {
      above += this.#counts[bin];
      below += this.#counts[bin + HALF];
      if (above + below === 0) continue;
      const p = tail(edges[bin]);
      worst = Math.max(worst, Math.abs(above / this.n - p), Math.abs(below / this.n - p));
    }
    return Math.sqrt(this.n) * worst;
  }
}
