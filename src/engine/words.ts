/** Integers below 2^53 as the two words that engines work on. Words are signed, as JavaScript's bit operations give them. */

export function low(n: number): number {
  return (n % 2 ** 32) | 0;
}

export function high(n: number): number {
  return Math.floor(n / 2 ** 32) | 0;
}
