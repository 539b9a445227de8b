/** Returns the 32-bit words of an integer that is not negative, the lowest first. 0 has one word. */
export function integerWords(n: bigint): number[] {
  const words: number[] = [];
  let left = n;
  do {
    words.push(Number(left & 0xffffffffn));
    left >>= 32n;
  } while (left > 0n);
  return words;
}
