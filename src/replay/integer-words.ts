/** Returns the 32-bit words of an integer that is not negative, the lowest first: at least `least` of them. */
export function integerWords(n: bigint, least = 1): number[] {
  const words: number[] = [];
  for (let left = n; left > 0n || words.length < least; left >>= 32n) words.push(Number(left & 0xffffffffn));
  return words;
}

/** The integer of these words. */
export function integerOf(words: ArrayLike<number>): bigint {
  return Array.from(words).reduceRight((sum, word) => (sum << 32n) + BigInt(word), 0n);
}
