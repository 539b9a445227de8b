/** Every engine gives the known masks, and rounds p to 40 binary digits. */

import { Generator, Mask, engine as running } from 'native-dropout';
import { digits as digitsOf } from '../reference/mask.js';
import { childOfNumber } from '../reference/numbers.js';
import { type Check, equal } from './check.js';
import { engines } from './engines.js';
import { known } from './known-answers.js';

export const masks: Check[] = [
  {
    name: 'the engine that the environment asks for runs',
    run() {
      const wanted = globalThis.process?.env.NATIVE_DROPOUT_ENGINE;
      if (wanted) equal(running().name, wanted, 'engine().name');
      const isa = globalThis.process?.env.NATIVE_DROPOUT_ISA;
      if (isa) equal(running().isa, isa, 'engine().isa');
    },
  },
  ...engines.flatMap((engine): Check[] => [
    {
      name: `${engine}: the rows of the specification`,
      run() {
        for (const { offset, kept, ...row } of known.masks) {
          const mask = new Mask(row);
          equal(mask.toUint8Array(64, { offset, engine }).join(''), kept, `mask of seed ${row.seed}, draw ${row.draw}`);
          const y = mask.apply(new Float32Array(64).fill(1), { offset, engine });
          equal(Array.from(y, Math.sign).join(''), kept, `apply of seed ${row.seed}, draw ${row.draw}`);
        }
      },
    },
    {
      name: `${engine}: Random123's block of counter 0 and key 0 is the first plane of seed 0, draw 0`,
      run() {
        const bits = new Mask({ seed: 0, draw: 0, p: 0.5 }).toBits(128, { engine });
        equal(bits, Uint32Array.from(known.philox[0].block), 'bits');
      },
    },
    {
      name: `${engine}: p counts to its 41st binary digit`,
      run() {
        // If p's first 40 digits equal those of an element, the 41st decides by rounding whether the element is dropped.
        for (const index of [0, 1000, 2 ** 32 + 5]) {
          const parameters = { seed: 11n, draw: 3 };
          const drops = (digits: bigint, halves: number): boolean => {
            const mask = new Mask({ ...parameters, p: Number(2n * digits + BigInt(halves)) * 2 ** -41 });
            return mask.toUint8Array(1, { offset: index, engine })[0] === 0;
          };
          const digits = digitsOf(parameters, index);
          equal(drops(digits, 0), false, `p = u, index ${index}`);
          equal(drops(digits, 1), true, `p = u + 2^-41, index ${index}`);
          equal(drops(digits - 1n, 1), false, `p = u - 2^-41, index ${index}`);
        }
      },
    },
    {
      name: `${engine}: values`,
      run() {
        const x = Float32Array.of(5, 7, 9);
        const y = new Mask({ seed: 42, draw: 0, p: 0.1 }).apply(x, { engine });
        const s = Math.fround(1 / 0.9);
        equal(y, Float32Array.of(5 * s, 7 * s, 9 * s), '[5, 7, 9] at p = 0.1');
      },
    },
  ]),
  {
    name: 'children of a seed',
    run() {
      for (const { seed, k, child } of known.children) {
        equal(new Generator(seed).split(k).seed, child, `seed of child ${k} of ${seed}`);
      }
      for (const seed of [0n, 42n, 2n ** 64n - 1n]) {
        for (const k of [0, 1, 2 ** 32 + 7, 2 ** 48 - 1]) {
          const parent = new Generator(seed);
          parent.draw = 12;
          const child = parent.split(k);
          equal(child.seed, childOfNumber(seed, k), `seed of child ${k} of ${seed}`);
          equal(child.draw, 0, 'draw of a child');
        }
      }
    },
  },
];
