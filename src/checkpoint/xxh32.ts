/** The checksum of checkpoints: XXH32 (github.com/Cyan4973/xxHash), because JavaScript computes it at several GB/s. */

const P1 = 0x9e3779b1 | 0;
const P2 = 0x85ebca77 | 0;
const P3 = 0xc2b2ae3d | 0;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

/** Bytes of a stripe: a word for each lane. */
const STRIPE = 16;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const round = (lane: number, word: number): number => Math.imul(rotate((lane + Math.imul(word, P2)) | 0, 13), P1);

/** The words of whole 4-byte groups; all platforms are little-endian. Engines are fast with words that have a sign. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const length = bytes.length >>> 2;
  return bytes.byteOffset % 4 === 0
    ? new Int32Array(bytes.buffer, bytes.byteOffset, length)
    : new Int32Array(bytes.slice(0, 4 * length).buffer);
}

function addStripes(lanes: Int32Array, words: Int32Array): void {
  let [a, b, c, d] = lanes;
  for (let i = 0; i < words.length; i += 4) {
    a = round(a, words[i]);
    b = round(b, words[i + 1]);
    c = round(c, words[i + 2]);
    d = round(d, words[i + 3]);
  }
  lanes.set([a, b, c, d]);
}

/** Adds all whole stripes of the arrays to the lanes. @returns The bytes that are left. */
function addParts(lanes: Int32Array, parts: readonly Uint8Array[]): Uint8Array {
  const left = new Uint8Array(STRIPE);
  let filled = 0;
  for (const part of parts) {
    const first = filled === 0 ? 0 : Math.min(STRIPE - filled, part.length);
    left.set(part.subarray(0, first), filled);
    filled += first;
    if (filled === STRIPE) {
      addStripes(lanes, wordsOf(left));
      filled = 0;
    }
    if (filled > 0) continue; // the part is used up
    const end = part.length - ((part.length - first) % STRIPE);
    addStripes(lanes, wordsOf(part.subarray(first, end)));
    left.set(part.subarray(end));
    filled = part.length - end;
  }
  return left.subarray(0, filled);
}

/**
 * Returns XXH32 with seed 0 of arrays, one after the other, as 8 hexadecimal digits. A change of one byte always changes it.
 */
export function xxh32(parts: readonly Uint8Array[]): string {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const lanes = Int32Array.of(P1 + P2, P2, 0, -P1);
  const left = addParts(lanes, parts);
  const [a, b, c, d] = lanes;
  let hash: number = length < STRIPE ? P5 : rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
  hash = (hash + length) | 0;
  const words = wordsOf(left);
  for (const word of words) hash = Math.imul(rotate((hash + Math.imul(word, P3)) | 0, 17), P4);
  for (let i = 4 * words.length; i < left.length; ++i) {
    hash = Math.imul(rotate((hash + Math.imul(left[i], P5)) | 0, 11), P1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
