/** Every engine gives the bits of the reference, and longer arrays have the same bits on all engines. */

import { Mask } from 'native-dropout';
import { apply } from '../reference/values.js';
import { type Check, equal } from './check.js';
import { engines, input, kinds } from './engines.js';

const probabilities = [0, 2 ** -40, 1e-3, 0.1, 0.25, 0.3, 0.5, 0.75, 0.999, 1 - 2 ** -40, 1];
const offsets = [0, 1, 31, 100, 4095, 2 ** 32 - 70, 2 ** 39 - 129, 2 ** 48 - 200];
const lengths = [0, 1, 2, 7, 31, 32, 33, 127, 128, 129, 200];

export const equality: Check[] = [
  ...engines.flatMap((engine) =>
    kinds.map((kind): Check => {
      return {
        name: `${engine}: equals the reference, ${kind.name}`,
        run() {
          for (const [k, p] of probabilities.entries()) {
            const parameters = { seed: 0x0123_4567_89ab_cdefn * BigInt(k + 1), draw: k * 2 ** 33 + k, p };
            const mask = new Mask(parameters);
            for (const offset of offsets) {
              const x = input(kind, 200);
              const expected = apply(parameters, x, offset, { dtype: kind.name });
              for (const n of lengths) {
                const what = `p ${p}, offset ${offset}, length ${n}`;
                const options = { offset, engine, dtype: kind.name };
                equal(mask.apply(x.subarray(0, n), options), expected.slice(0, n), what);
              }
            }
          }
        },
      };
    }),
  ),
  ...engines.slice(1).map((engine): Check => {
    return {
      name: `${engine}: equals ${engines[0]} on longer arrays`,
      run() {
        for (const p of probabilities) {
          const mask = new Mask({ seed: 99, draw: 5, p });
          for (const [n, offset] of [
            [1023, 0],
            [1025, 3],
            [4097, 4090],
            [50_001, 12_345],
          ]) {
            const what = `p ${p}, offset ${offset}, length ${n}`;
            const x = input(kinds[0], n);
            equal(mask.apply(x, { offset, engine }), mask.apply(x, { offset, engine: engines[0] }), what);
            equal(mask.toBits(n, { offset, engine }), mask.toBits(n, { offset, engine: engines[0] }), `bits, ${what}`);
          }
        }
      },
    };
  }),
  ...engines.map((engine): Check => {
    return {
      name: `${engine}: a slice's mask is the slice of the mask; in place, out, shared memory and subclasses change nothing`,
      run() {
        const mask = new Mask({ seed: 7, draw: 1, p: 0.3 });
        const x = input(kinds[0], 5000);
        const whole = mask.apply(x, { engine });
        for (const [from, to] of [
          [0, 1],
          [1, 33],
          [999, 4999],
          [4095, 4097],
        ]) {
          const slice = mask.apply(x.subarray(from, to), { offset: from, engine });
          equal(slice, whole.slice(from, to), `slice ${from}…${to}`);
        }
        const out = new Float32Array(new SharedArrayBuffer(4 * 5003)).subarray(3);
        equal(mask.apply(x, { out, engine }) === out, true, 'out is returned');
        equal(out, whole, 'out in shared memory');
        const inplace = x.slice();
        equal(mask.apply(inplace, { inplace: true, engine }) === inplace, true, 'x is returned');
        equal(inplace, whole, 'in place');
        class Tensor extends Float32Array {
          constructor(shape: readonly number[]) {
            super(shape.reduce((n, d) => n * d));
          }
        }
        const tensor = new Tensor([10, 5000]).fill(1);
        const expected = mask.apply(new Float32Array(50_000).fill(1), { engine });
        equal(mask.apply(tensor, { engine }), expected, 'a subclass with a constructor of its own');
        const kept = Uint8Array.from(mask.apply(new Float32Array(5000).fill(1), { engine }), Math.sign);
        equal(mask.toUint8Array(5000, { engine }), kept, 'mask as bytes');
        equal(mask.toUint8Array(777, { offset: 45, engine }), kept.slice(45, 45 + 777), 'slice of the mask as bytes');
      },
    };
  }),
];
