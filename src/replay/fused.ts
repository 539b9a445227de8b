/** The fused multiply-add of float32, which PyTorch and XLA use on processors that have the instruction. */

const { fround } = Math;

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/**
 * Returns a · b + c rounded once to float32. The product of two float32 is exact in float64. The sum is rounded to odd
 * there, so that rounding it again to float32 is right (Boldo and Melquiond, IEEE TC 57, 2008).
 */
export function fused(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const near = fround(sum);
  const other = sum + (sum - near); // the next float32 if the sum lies in the middle of two; only then the rest matters
  if (other === near || fround(other) !== other) return near;
  const back = sum - product;
  const error = product - (sum - back) + (c - back);
  if (!(error < 0 || error > 0)) return fround(sum);
  double[0] = sum;
  if ((halves[0] & 1) === 0) {
    if (error > 0 === sum > 0) halves[0] |= 1;
    else {
      if (halves[0] === 0) --halves[1];
      --halves[0];
    }
  }
  return fround(double[0]);
}
