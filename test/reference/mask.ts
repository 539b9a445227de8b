/** The mask as docs/mask.md specifies it, in big integers and one element at a time: slow on purpose. */

export const WORD = 2n ** 32n;

/** Seed and draw: the key of all streams of one draw. */
export interface Drawer {
  readonly seed: bigint;
  readonly draw: number;
}

export interface ReferenceMask extends Drawer {
  readonly p: number;
}

export function philox(counter: readonly bigint[], key: readonly bigint[]): bigint[] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; ++round) {
    const product0 = c0 * 0xd2511f53n;
    const product1 = c2 * 0xcd9e8d57n;
    [c0, c1, c2, c3] = [(product1 / WORD) ^ c1 ^ k0, product1 % WORD, (product0 / WORD) ^ c3 ^ k1, product0 % WORD];
    k0 = (k0 + 0x9e3779b9n) % WORD;
    k1 = (k1 + 0xbb67ae85n) % WORD;
  }
  return [c0, c1, c2, c3];
}

export function block({ seed, draw }: Drawer, stream: number, n: bigint): bigint[] {
  const d = BigInt(draw);
  return philox([n % WORD, n / WORD + 2n ** 16n * (d / WORD), d % WORD, BigInt(stream)], [seed % WORD, seed / WORD]);
}

/** Word i of a stream. */
export function word(drawer: Drawer, stream: number, i: number): bigint {
  return block(drawer, stream, BigInt(i) / 4n)[i % 4];
}

/** u(i) as an integer of 40 binary digits: eight from the planes, 32 from the tail. */
export function digits(drawer: Drawer, index: number): bigint {
  const i = BigInt(index);
  let u = 0n;
  for (let plane = 0; plane < 8; ++plane) {
    const word = block(drawer, plane, i / 128n)[Number((i / 32n) % 4n)];
    u = 2n * u + ((word >> (i % 32n)) & 1n);
  }
  return u * WORD + block(drawer, 8, i)[0];
}

/** How a framework makes the values of kept elements; for alpha dropout also of dropped ones, with all steps rounded. */
export type Factor =
  | { readonly rule: 'multiply' | 'divide'; readonly by: number }
  | { readonly rule: 'affine'; readonly scale: number; readonly shift: number; readonly dropped: number };

/** Which elements a call keeps: those of a drawn mask, or of bits that a user or another framework gives. */
export interface ReferenceBits {
  readonly p: number;
  /** For bits of another framework. */
  readonly factor?: Factor | undefined;
  /** The key of a drawn mask, whose other streams give scores and normals. */
  readonly drawer: Drawer | undefined;
  kept(i: number): boolean;
}

/** The blocks of a stream, each calculated once. */
function blocksOf(drawer: Drawer, stream: number): (n: number) => readonly bigint[] {
  const blocks = new Map<number, readonly bigint[]>();
  return (n) => {
    const words = blocks.get(n) ?? block(drawer, stream, BigInt(n));
    blocks.set(n, words);
    return words;
  };
}

/** Compares the digits of u(i) and p from the first one on, until one decides (the section "Digits" of docs/mask.md). */
export function drawn({ seed, draw, p }: ReferenceMask): ReferenceBits {
  const drawer = { seed, draw };
  const streams = Array.from({ length: 9 }, (_, stream) => blocksOf(drawer, stream));
  const threshold = Math.round(p * 2 ** 40);
  const leading = Math.floor(threshold / 2 ** 32);
  const tail = BigInt(threshold % 2 ** 32);
  const dropped = (i: number): boolean => {
    if (threshold === 0 || threshold === 2 ** 40) return threshold > 0;
    for (let plane = 0; plane < 8; ++plane) {
      const word = Number(streams[plane](Math.floor(i / 128))[Math.floor(i / 32) % 4]);
      const digit = Math.floor(word / 2 ** (i % 32)) % 2;
      const limit = Math.floor(leading / 2 ** (7 - plane)) % 2;
      if (digit !== limit) return digit < limit;
    }
    return streams[8](i)[0] < tail;
  };
  return { p, drawer, kept: (i) => !dropped(i) };
}

export function given(kept: ArrayLike<number>, p: number, factor?: Factor): ReferenceBits {
  return { p, factor, drawer: undefined, kept: (i) => kept[i] === 1 };
}
