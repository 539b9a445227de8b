/** Packed bits: bit b of word w is element 32 w + b. */

/** Moves the n bits from bit `shift` (below 32) on to the front of `words`, and clears the bits after them. */
export function trim(words: Uint32Array, shift: number, n: number): void {
  const length = Math.ceil(n / 32);
  if (shift > 0) {
    for (let w = 0; w < length; ++w) {
      words[w] = (words[w] >>> shift) | ((words[w + 1] ?? 0) << (32 - shift));
    }
  }
  if (n % 32 > 0) words[length - 1] &= 2 ** (n % 32) - 1;
}

/** The number of 1 bits. */
export function countOnes(words: Uint32Array): number {
  let ones = 0;
  for (let w = 0; w < words.length; ++w) {
    const pairs = words[w] - ((words[w] >>> 1) & 0x55555555);
    const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
    ones += Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return ones;
}

/** Packs bytes into bits: a byte that is not 0 becomes 1. */
export function pack(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(bytes.length / 32));
  for (let i = 0; i < bytes.length; ++i) words[i >>> 5] |= Number(bytes[i] !== 0) << (i & 31);
  return words;
}

/** Writes each bit as a byte. */
export function unpack(words: Uint32Array, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; ++i) bytes[i] = (words[i >>> 5] >>> (i & 31)) & 1;
}

/** The 32 bits from bit `at` on; bits after the last word are 0. */
function bitsAt(words: Uint32Array, at: number): number {
  const word = Math.floor(at / 32);
  const shift = at % 32;
  return shift === 0 ? words[word] : (words[word] >>> shift) | ((words[word + 1] ?? 0) << (32 - shift));
}

/** Ors the n lowest bits of `bits`, n ≤ 32, into the words from bit `at` on. */
function orBits(words: Uint32Array, at: number, bits: number, n: number): void {
  const word = Math.floor(at / 32);
  const shift = at % 32;
  const low = n < 32 ? bits & ((1 << n) - 1) : bits;
  words[word] |= low << shift;
  if (shift + n > 32) words[word + 1] |= low >>> (32 - shift);
}

/** Copies n bits from bit `first` on to bit `at`, over zeros. */
export function copyBits(from: Uint32Array, first: number, to: Uint32Array, at: number, n: number): void {
  for (let done = 0; done < n; done += 32) {
    orBits(to, at + done, bitsAt(from, first + done), Math.min(32, n - done));
  }
}

/** Clears n bits from bit `at` on. */
export function clearBits(words: Uint32Array, at: number, n: number): void {
  for (let done = 0; done < n; ) {
    const bit = (at + done) % 32;
    const count = Math.min(32 - bit, n - done);
    words[Math.floor((at + done) / 32)] &= ~((count < 32 ? (1 << count) - 1 : -1) << bit);
    done += count;
  }
}

/** Calls `call` with the index of each 0 among the n bits from bit `first` on. */
export function eachZero(words: Uint32Array, first: number, n: number, call: (index: number) => void): void {
  for (let done = 0; done < n; done += 32) {
    const some = n - done < 32 ? (1 << (n - done)) - 1 : -1;
    for (let left = ~bitsAt(words, first + done) & some; left !== 0; left &= left - 1) {
      call(done + 31 - Math.clz32(left & -left));
    }
  }
}

/** Sets n bits, which are 0, from bit `at` on. */
export function setBits(words: Uint32Array, at: number, n: number): void {
  for (let done = 0; done < n; ) {
    const count = Math.min(32 - ((at + done) % 32), n - done);
    orBits(words, at + done, -1, count);
    done += count;
  }
}
