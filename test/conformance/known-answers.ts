/**
 * The rows of test/masks/known-answers.txt, for runtimes that cannot read files. That file explains the words of a row;
 * test/masks/known-answers.test.ts compares both.
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
  'normal 0 0 0.089166075 0.68554145 -1.4007856 -0.38404936',
  'normal 16045690984503111693 281474976710655 0.6511749 0.548068 -2.332267 0.6475794',
  'normal 42 1 0.039857265 -0.33307245 -0.2637671 0.74772847',
  'uniform32 0 0 0.87884253 0.640057 0.7444155 0.97139883',
  'uniform32 16045690984503111693 281474976710655 0.9276307 0.6245694 0.86269546 0.46402138',
  'uniform32 42 1 0.7969452 0.5463654 0.3669083 0.1133697',
  'uniform64 0 0 0.8788425583397264 0.6400570736764406 0.7444155742453408 0.9713988788363306',
  'uniform64 16045690984503111693 281474976710655 0.9276307622937375 0.6245694502399888 0.8626954961747064 0.4640214258333909',
  'uniform64 42 1 0.7969452436957013 0.5463654303693662 0.36690831364638976 0.11336971630454018',
  'permutation 0 0 8 5 1 0 7 6 2 3 4',
  'permutation 42 1 8 5 1 4 0 6 3 2 7',
  'permutation 16045690984503111693 7 12 7 10 4 8 11 2 3 0 1 5 9 6',
  'name 0 "" 2854056023340445323',
  'name 42 "" 10832564832694162759',
  'name 42 "encoder.0" 838707518964775447',
  'name 42 "decoder" 1601398465256469389',
  'name 42 "0" 14291985619480669569',
  'name 16045690984503111693 "schicht-größe" 9220340111135243372',
  'name 16045690984503111693 "\\ud800" 365911073888186446',
];

export interface KnownAnswers {
  philox: { rounds: number; counter: number[]; key: number[]; block: number[] }[];
  /** `kept` has a digit for each element from element `offset` on: 1 if it is kept. */
  masks: { seed: bigint; draw: number; p: number; offset: number; kept: string }[];
  children: { seed: bigint; k: number; child: bigint }[];
  /** The first numbers of a draw; of float32 they are the shortest decimals that round to them. */
  numbers: { kind: NumberKind; seed: bigint; draw: number; numbers: number[] }[];
  permutations: { seed: bigint; draw: number; n: number; order: number[] }[];
  names: { seed: bigint; name: string; child: bigint }[];
}

export type NumberKind = 'uniform32' | 'uniform64' | 'normal';

/** @throws {Error} at a row of another kind. */
export function parse(lines: readonly string[]): KnownAnswers {
  const known: KnownAnswers = { philox: [], masks: [], children: [], numbers: [], permutations: [], names: [] };
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
    } else if (kind === 'uniform32' || kind === 'uniform64' || kind === 'normal') {
      const [seed, draw, ...numbers] = fields;
      known.numbers.push({ kind, seed: BigInt(seed), draw: Number(draw), numbers: numbers.map(Number) });
    } else if (kind === 'permutation') {
      const [seed, draw, n, ...order] = fields;
      known.permutations.push({ seed: BigInt(seed), draw: Number(draw), n: Number(n), order: order.map(Number) });
    } else if (kind === 'name') {
      const [seed, name, child] = fields;
      known.names.push({ seed: BigInt(seed), name: JSON.parse(name), child: BigInt(child) });
    } else {
      throw new Error(`known answers: ${line}`);
    }
  }
  return known;
}

export const known: KnownAnswers = parse(LINES);
