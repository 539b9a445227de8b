/** Threefry-2x32 with 20 rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11), the cipher of JAX. */

/** A key of threefry: two 32-bit words. */
export type Pair = readonly [number, number];

const PARITY = 0x1bd11bda;

/** Encrypts the counters (a[i], b[i]) in place. */
export function threefry(key: Pair, a: Uint32Array, b: Uint32Array): void {
  const key0 = key[0] | 0;
  const key1 = key[1] | 0;
  const key2 = key0 ^ key1 ^ PARITY;
  for (let i = 0; i < a.length; ++i) {
    let x = (a[i] + key0) | 0;
    let y = (b[i] + key1) | 0;
    // Five groups of four rounds, written out: a loop over the rotations takes several times as long.
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((((y << 6) | (y >>> 26)) ^ x) + key2 + 1) | 0;
    x = (x + key1 + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((((y << 24) | (y >>> 8)) ^ x) + key0 + 2) | 0;
    x = (x + key2 + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((((y << 6) | (y >>> 26)) ^ x) + key1 + 3) | 0;
    x = (x + key0 + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((((y << 24) | (y >>> 8)) ^ x) + key2 + 4) | 0;
    x = (x + key1 + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((((y << 6) | (y >>> 26)) ^ x) + key0 + 5) | 0;
    a[i] = x + key2;
    b[i] = y;
  }
}

/** Encrypts one counter. */
export function threefryOf(key: Pair, x: number, y: number): Pair {
  const a = Uint32Array.of(x);
  const b = Uint32Array.of(y);
  threefry(key, a, b);
  return [a[0], b[0]];
}
