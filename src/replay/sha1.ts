/** SHA-1 (FIPS 180-4), with which Flax makes words of module paths. */

function turned(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** For each 20 of the 80 rounds: the function of three words, and the constant. */
const ROUNDS: readonly [(b: number, c: number, d: number) => number, number][] = [
  [(b, c, d) => (b & c) | (~b & d), 0x5a827999],
  [(b, c, d) => b ^ c ^ d, 0x6ed9eba1],
  [(b, c, d) => (b & c) | (b & d) | (c & d), 0x8f1bbcdc],
  [(b, c, d) => b ^ c ^ d, 0xca62c1d6],
];

/** The message, a 1 bit, zeros, and the length in bits: blocks of 64 bytes. */
function padded(message: Uint8Array): DataView {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 4, message.length * 8);
  return view;
}

/** The five words of the digest, each in [0, 2^32). The message is shorter than 2^29 bytes. */
export function sha1(message: Uint8Array): Uint32Array {
  const hash = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const blocks = padded(message);
  const words = new Int32Array(80);
  for (let at = 0; at < blocks.byteLength; at += 64) {
    for (let i = 0; i < 16; ++i) words[i] = blocks.getInt32(at + 4 * i);
    for (let i = 16; i < 80; ++i) words[i] = turned(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    let [a, b, c, d, e] = hash;
    for (let i = 0; i < 80; ++i) {
      const [mix, constant] = ROUNDS[Math.floor(i / 20)];
      const next = (turned(a, 5) + mix(b, c, d) + e + constant + words[i]) | 0;
      [a, b, c, d, e] = [next, a, turned(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((word, i) => {
      hash[i] += word;
    });
  }
  return hash;
}
