import { describe, expect, test } from 'vitest';
import { type Block, philox4x32 } from '../src/engine/philox.js';
import { philox } from './reference.js';

/** Random123's kat_vectors for philox4x32 with 10 rounds: counter, key, block. */
const known = [
  ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
].map((row) => row.map((words) => words.split(' ').map((word) => Number.parseInt(word, 16))));

describe('philox4x32-10: known answers of Random123', () => {
  test.each(known)('counter %j', (counter, key, block) => {
    expect(philox4x32(counter as Block, key[0], key[1])).toEqual(block);
    expect(philox(counter.map(BigInt), key.map(BigInt))).toEqual(block.map(BigInt));
  });
});
