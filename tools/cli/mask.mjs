import { writeFileSync } from 'node:fs';
import { Mask } from 'native-dropout';
import { integer, output, probability, words } from '../options.mjs';

export const mask = {
  does: 'Prints the elements of a mask, 1 for kept ones, to compare machines.',
  options: {
    seed: { ...words('an integer from 0 to 2^64 - 1', '0'), hint: 'n' },
    draw: integer('the number of the mask', 0, 2 ** 48 - 1, 0),
    p: probability('the probability of dropping', 0.5),
    n: integer('elements', 1, 2 ** 32 - 1, 64),
    out: { ...output('a file for the bits, packed, lowest first', undefined), usual: 'prints them' },
  },
  run({ seed, draw, p, n, out }) {
    const made = new Mask({ seed, draw, p });
    if (out === undefined)
      return void console.log(
        made
          .toUint8Array(n)
          .join('')
          .replace(/.{64}(?=.)/g, '$&\n'),
      );
    writeFileSync(out, new Uint8Array(made.toBits(n).buffer, 0, Math.ceil(n / 8)));
  },
};
