import { Mask } from 'native-dropout';
import { integer, probability, words } from '../options.mjs';
import { bitsOptions, checkBits, giveBits } from './bits.mjs';

const SEED = 'an integer from 0 to 2^64 - 1';

/** Seeds beyond 2^53 stay texts, which Mask reads. */
const readSeed = (text) => (/^\d+$/.test(text) && BigInt(text) < 2n ** 64n ? text : undefined);

export const mask = {
  does: 'Prints the elements of a mask, 1 for kept ones, to compare machines.',
  options: {
    seed: { ...words(SEED, '0'), hint: 'n', expected: SEED, read: readSeed },
    draw: integer('the number of the mask', 0, 2 ** 48 - 1, 0),
    p: probability('the probability of dropping', 0.5),
    ...bitsOptions,
  },
  run({ seed, draw, p, ...bits }) {
    checkBits(bits);
    giveBits(() => new Mask({ seed, draw, p }), bits);
  },
};
