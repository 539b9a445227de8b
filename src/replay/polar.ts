/** A standard normal number is the first or the second one times the third. */
export type Polar = [x: number, y: number, factor: number];

/**
 * Draws two standard normal numbers by the polar method (Marsaglia and Bray, SIAM Review 6, 1964).
 * @param uniform Draws a number in [0, 1).
 * @param log The natural logarithm of the framework.
 */
export function polar(uniform: () => number, log: (x: number) => number): Polar {
  for (;;) {
    const x = 2 * uniform() - 1;
    const y = 2 * uniform() - 1;
    const square = x * x + y * y;
    if (square < 1 && square > 0) return [x, y, Math.sqrt((-2 * log(square)) / square)];
  }
}
