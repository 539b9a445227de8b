/** Philox gives the known answers of Random123, in the engines and in the reference. */

import { describe, expect, test } from 'vitest';
import { type Block, philox4x32, ROUNDS } from '../../src/core/philox.js';
import { philox } from '../reference/mask.js';
import { readKnownAnswers } from './known-answers.js';

describe('philox4x32-10: known answers of Random123', () => {
  test.each(readKnownAnswers().philox)('counter $counter', ({ rounds, counter, key, block }) => {
    expect(ROUNDS).toBe(rounds);
    expect(philox4x32(counter as Block, key[0], key[1])).toEqual(block);
    expect(philox(counter.map(BigInt), key.map(BigInt))).toEqual(block.map(BigInt));
  });
});
