/** A mask of given bits equals the mask that gave the bits, also in slices; packed bits and counts agree. */

import { Mask } from 'native-dropout';
import { drawn } from '../reference/mask.js';
import { type Check, equal } from './check.js';
import { engines, input, kinds } from './engines.js';

/** Longer than one buffer of the wasm engine, for every dtype. */
const LONG = 32 * 1500;
const froms = [0, 1, 5, 31, 32, 33, 100, 8191, LONG - 300, LONG];
const lengths = [0, 1, 33, 200, 20_000, LONG];

/** More than count() processes at a time. */
const MANY = 2 ** 21 + 5001;

function ones(bytes: Uint8Array): number {
  return bytes.reduce((sum, bit) => sum + bit, 0);
}

function checkSlices(engine: (typeof engines)[number], p: number, first: number): void {
  const parameters = { seed: 21n, draw: 2 ** 40 + 1, p };
  const drawn = new Mask(parameters).slice(first);
  const stored = Mask.fromBits(drawn.toBits(LONG, { engine }), { p });
  equal(stored.length, LONG, 'length');
  for (const from of froms) {
    const slice = stored.slice(from);
    equal(slice.length, LONG - from, 'length of a slice');
    for (const n of lengths.filter((one) => from + one <= LONG)) {
      const what = `p ${p}, ${n} elements from ${from} on, of a mask from ${first} on`;
      const options = { offset: from, engine };
      const bits = drawn.toBits(n, options);
      equal(stored.toBits(n, options), bits, `bits, ${what}`);
      equal(slice.toBits(n, { engine }), bits, `bits of the slice, ${what}`);
      equal(new Mask(parameters).toBits(n, { offset: first + from, engine }), bits, `bits of the whole, ${what}`);
      const kept = ones(drawn.toUint8Array(n, options));
      equal(ones(slice.toUint8Array(n, { engine })), kept, `bytes, ${what}`);
      equal(drawn.count(n, options), kept, `count, ${what}`);
      equal(stored.count(n, options), kept, `count of the stored mask, ${what}`);
      equal(slice.slice(0).count(n, { engine }), kept, `count of the slice, ${what}`);
      for (const kind of kinds) {
        const x = input(kind, n);
        const dtype = kind.name;
        const expected = drawn.apply(x, { ...options, dtype });
        equal(stored.apply(x, { ...options, dtype }), expected, what);
        equal(slice.apply(x, { engine, dtype }), expected, `a slice, ${what}`);
        equal(drawn.slice(from).apply(x, { engine, dtype, inplace: true }), expected, `a slice in place, ${what}`);
      }
    }
  }
}

export const stored: Check[] = engines.flatMap((engine): Check[] => [
  {
    name: `${engine}: a mask of given bits is the mask that they were taken from, and so is any slice`,
    run() {
      for (const p of [0, 0.1, 0.5, 1]) {
        for (const first of [0, 13, 2 ** 32 - 5000]) checkSlices(engine, p, first);
      }
    },
  },
  {
    name: `${engine}: packed bits past the last element are 0`,
    run() {
      const drawn = new Mask({ seed: 1, draw: 0, p: 0 });
      const given = Mask.fromBits(new Uint32Array(10).fill(2 ** 32 - 1), { p: 0 });
      for (const mask of [drawn, given]) {
        for (const offset of [0, 5, 31, 32, 63]) {
          for (const n of [1, 31, 33, 63, 65]) {
            const bits = mask.toBits(n, { offset, engine });
            const whole = new Uint32Array(Math.ceil(n / 32)).fill(2 ** 32 - 1);
            whole[whole.length - 1] = 2 ** (n % 32) - 1;
            equal(bits, whole, `${n} elements from ${offset} on`);
          }
        }
      }
    },
  },
  {
    name: `${engine}: count`,
    run() {
      const parameters = { seed: 5n, draw: 6, p: 0.3 };
      const mask = new Mask(parameters);
      const reference = drawn(parameters);
      for (const offset of [0, 1, 77, 2 ** 39 - 33]) {
        let kept = 0;
        for (let n = 0; n <= 150; ++n) {
          equal(mask.count(n, { offset, engine }), kept, `${n} elements from ${offset} on`);
          if (reference.kept(offset + n)) ++kept;
        }
      }
      const kept = ones(mask.toUint8Array(MANY, { offset: 5, engine }));
      equal(mask.count(MANY, { offset: 5, engine }), kept, 'many');
      equal(mask.slice(3).count(MANY, { offset: 2, engine }), kept, 'many of a slice');
      const given = Mask.fromBits(mask.toBits(MANY + 5, { engine }), { p: 0.3 });
      equal(given.slice(5).count(MANY, { engine }), kept, 'many of given bits');
    },
  },
]);
