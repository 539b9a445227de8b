/** The bits do not depend on the number of threads. */

import { engine, Mask, setThreads } from 'native-dropout';
import { type Check, equal, throws } from './check.js';
import { engines, input, kinds } from './engines.js';

const lengths = [1, 4096, 16_384, 32_767, 32_769, 65_536, 100_003, 300_001];

export const threads: Check[] = [
  {
    name: 'any number of threads gives the same bits',
    run() {
      const before = engine().threads;
      const longest = lengths[lengths.length - 1];
      for (const p of [0.1, 0.5]) {
        const drawn = new Mask({ seed: 3, draw: 2, p });
        const given = Mask.fromBits(drawn.toBits(longest + 5000, { engine: 'js' }), { p });
        for (const kind of kinds) {
          const x = input(kind, longest);
          for (const n of lengths) {
            for (const offset of [0, 5000]) {
              const expected = drawn.apply(x.subarray(0, n), { offset, engine: 'js', dtype: kind.name });
              for (const count of [1, 2, 3, 7, 32]) {
                setThreads(count);
                const what = `${kind.name}, length ${n}, offset ${offset}, ${count} threads`;
                const options = { offset, engine: engines[0], dtype: kind.name };
                equal(drawn.apply(x.subarray(0, n), options), expected, what);
                equal(given.apply(x.subarray(0, n), options), expected, `given bits, ${what}`);
              }
            }
          }
        }
      }
      setThreads(before);
    },
  },
  {
    name: 'setThreads tells what it set, and takes 1 to 256',
    run() {
      const before = engine().threads;
      for (const count of [1, 2, 256]) {
        setThreads(count);
        equal(engine().threads, engine().name === 'native' ? count : 1, 'engine().threads');
      }
      setThreads(before);
      for (const bad of [0, 257, 1.5, -1, Number.NaN]) {
        throws(() => setThreads(bad), RangeError, /^n: expected an integer in \[1, 256\], got/, `setThreads(${bad})`);
      }
      throws(() => setThreads('2' as never), TypeError, /^n: expected .* got "2"/, 'setThreads of text');
      equal(engine().threads, before, 'threads after bad input');
    },
  },
];
