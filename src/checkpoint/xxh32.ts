/** The checksum of checkpoints: XXH32 (github.com/Cyan4973/xxHash), because JavaScript computes it at several GB/s. */

const P1 = 0x9e3779b1 | 0;
const P2 = 0x85ebca77 | 0;
const P3 = 0xc2b2ae3d | 0;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const round = (lane: number, word: number): number => Math.imul(rotate((lane + Math.imul(word, P2)) | 0, 13), P1);

/** The words of whole 4-byte groups; all platforms are little-endian. Engines are fast with words that have a sign. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const length = bytes.length >>> 2;
  return bytes.byteOffset % 4 === 0
    ? new Int32Array(bytes.buffer, bytes.byteOffset, length)
    : new Int32Array(bytes.slice(0, 4 * length).buffer);
}

/** Returns XXH32 with seed 0, as 8 hexadecimal digits. A change of one byte always changes it. */
export function xxh32(bytes: Uint8Array): string {
  const words = wordsOf(bytes);
  const striped = words.length - (words.length % 4);
  let hash: number = P5;
  if (striped > 0) {
    let [a, b, c, d] = [(P1 + P2) | 0, P2, 0, -P1 | 0];
    for (let i = 0; i < striped; i += 4) {
      a = round(a, words[i]);
      b = round(b, words[i + 1]);
      c = round(c, words[i + 2]);
      d = round(d, words[i + 3]);
    }
    hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
  }
  hash = (hash + bytes.length) | 0;
  for (let i = striped; i < words.length; ++i) {
    hash = Math.imul(rotate((hash + Math.imul(words[i], P3)) | 0, 17), P4);
  }
  for (let i = 4 * words.length; i < bytes.length; ++i) {
    hash = Math.imul(rotate((hash + Math.imul(bytes[i], P5)) | 0, 11), P1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
