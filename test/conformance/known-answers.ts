/**
 * The rows of test/known-answers.txt, for runtimes that read no files: test/known-answers.test.ts compares the two. What
 * the words of a row mean is said there.
 */

const LINES: readonly string[] = [
  'philox4x32 10 00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8',
  'philox4x32 10 ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd',
  'philox4x32 10 243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1',
  'mask 0 0 0.5 0 1010101100010111111001000110011010110001101000111001011010000111',
  'mask 42 0 0.1 0 1111111011011111110101111111111111111110101111111110111111111111',
  'mask 42 1 0.1 0 1111011111111111111110111111111111111111110111111111111111100111',
  'mask 16045690984503111693 7 0.25 100 1111111001101111011111101001111100111011110110011111111101101111',
  'mask 1 4294967297 0.3 4294967264 1001011111010111011110010111111000001111110100010101110011001000',
  'child 0 0 10354727351229114138',
  'child 42 0 14991865026481119478',
  'child 42 1 7403417538323575706',
  'child 42 4294967296 15026819386545083137',
  'child 16045690984503111693 7 16172426823302843586',
  'child 18446744073709551615 281474976710655 11515395137670367213',
];

export interface KnownAnswers {
  philox: { rounds: number; counter: number[]; key: number[]; block: number[] }[];
  /** `kept` has a digit an element, from element `offset` on: 1 where it is kept. */
  masks: { seed: bigint; draw: number; p: number; offset: number; kept: string }[];
  children: { seed: bigint; k: number; child: bigint }[];
}

/** @throws {Error} at a row of another kind. */
export function parse(lines: readonly string[]): KnownAnswers {
  const known: KnownAnswers = { philox: [], masks: [], children: [] };
  for (const line of lines) {
    const [kind, ...fields] = line.split(/\s+/);
    if (kind === 'philox4x32') {
      const words = fields.slice(1).map((word) => Number.parseInt(word, 16));
      const [counter, key, block] = [words.slice(0, 4), words.slice(4, 6), words.slice(6)];
      known.philox.push({ rounds: Number(fields[0]), counter, key, block });
    } else if (kind === 'mask') {
      const [seed, draw, p, offset, kept] = fields;
      known.masks.push({ seed: BigInt(seed), draw: Number(draw), p: Number(p), offset: Number(offset), kept });
    } else if (kind === 'child') {
      const [seed, k, child] = fields;
      known.children.push({ seed: BigInt(seed), k: Number(k), child: BigInt(child) });
    } else {
      throw new Error(`known answers: ${line}`);
    }
  }
  return known;
}

export const known: KnownAnswers = parse(LINES);
