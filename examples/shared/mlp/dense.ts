/** A dense layer over typed arrays: y = x · W + b, with one row per sample. */

export interface Dense {
  inputs: number;
  outputs: number;
  /** [inputs, outputs] */
  weights: Float32Array;
  bias: Float32Array;
}

/** Skips terms that are zero: most pixels are background, and dropout adds more zeros. */
export function forward({ inputs, outputs, weights, bias }: Dense, x: Float32Array, y: Float32Array): void {
  const rows = y.length / outputs;
  for (let row = 0; row < rows; ++row) {
    const sum = y.subarray(row * outputs, (row + 1) * outputs);
    sum.set(bias);
    for (let i = 0; i < inputs; ++i) {
      const value = x[row * inputs + i];
      if (value === 0) continue;
      for (let k = 0; k < outputs; ++k) sum[k] += value * weights[i * outputs + k];
    }
  }
}

/** The gradient by x: dx = dy · Wᵀ. */
export function backward({ inputs, outputs, weights }: Dense, dy: Float32Array, dx: Float32Array): void {
  const rows = dy.length / outputs;
  for (let row = 0; row < rows; ++row) {
    for (let i = 0; i < inputs; ++i) {
      let sum = 0;
      for (let k = 0; k < outputs; ++k) sum += dy[row * outputs + k] * weights[i * outputs + k];
      dx[row * inputs + i] = sum;
    }
  }
}

/** Adds the gradients by W and b to those in `gradient`, row by row. */
export function addGradient(gradient: Dense, x: Float32Array, dy: Float32Array): void {
  const { inputs, outputs, weights, bias } = gradient;
  const rows = dy.length / outputs;
  for (let row = 0; row < rows; ++row) {
    const slope = dy.subarray(row * outputs, (row + 1) * outputs);
    for (let k = 0; k < outputs; ++k) bias[k] += slope[k];
    for (let i = 0; i < inputs; ++i) {
      const value = x[row * inputs + i];
      if (value === 0) continue;
      for (let k = 0; k < outputs; ++k) weights[i * outputs + k] += value * slope[k];
    }
  }
}
