/**
 * Draws an integer in [0, most] as numpy does for orders, and RandomState for integers: words are cut to as many bits as
 * `most` has, until they are not above it.
 * @param most Below 2^53. If it is 0, nothing is drawn.
 * @param next Draws a word. Above 2^32 the first of two words is the high one.
 */
export function maskedUpTo(most: number, next: () => number): number {
  if (most === 0) return 0;
  const high = Math.floor(most / 2 ** 32);
  const unused = Math.clz32(high === 0 ? most : high);
  const cut = (): number => ((next() << unused) >>> 0) >>> unused;
  for (;;) {
    const drawn = high === 0 ? cut() : cut() * 2 ** 32 + next();
    if (drawn <= most) return drawn;
  }
}
