import { describe, expect, test } from 'vitest';
import { DTYPES, type FloatArray } from '../src/dtype.js';
import { input } from './conformance/engines.js';
import { native, runners } from './runners.js';
import { wordsOf } from './words.js';

const probabilities = [0, 2 ** -40, 1 / 256, 0.1, 0.25, 0.3, 0.5, 0.875, 0.999, 1];
const seeds = [
  { seed: 0n, draw: 0 },
  { seed: 2n ** 64n - 1n, draw: 2 ** 48 - 1 },
  { seed: 0x0123_4567_89ab_cdefn, draw: 2 ** 32 + 5 },
];
/** Around words, groups, steps and chunks of the kernels. */
const lengths = [1, 3, 31, 33, 127, 129, 511, 513, 1023, 1025, 4095, 4097, 9000];
const starts = [0, 1, 33, 1000, 4095, 2 ** 32 - 2000, 2 ** 39 - 4097, 2 ** 48 - 9000];
/** Elements between the start of the memory and that of the array: alignments to 4 … 64 bytes. */
const shifts = [0, 1, 3, 5, 8];

/** Bytes are compared first, as toEqual() is slow. NaNs are equal, as their payloads are not promised. */
function expectSame(actual: FloatArray | Uint32Array, expected: FloatArray | Uint32Array, what: string): void {
  if (Buffer.compare(bytes(actual), bytes(expected)) !== 0) expect(actual, what).toEqual(expected);
}

function bytes(array: FloatArray | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

const reference = runners[runners.length - 1];

describe.each(runners.slice(0, -1))('$name gives the bits of the js engine', ({ engine, use }) => {
  test.each(probabilities)('p = %d', (p) => {
    use();
    for (const { seed, draw } of seeds) {
      const words = wordsOf({ seed, draw, p });
      for (const dtype of DTYPES) {
        for (const start of starts) {
          const x = input(dtype.Array, 9000 + 8);
          const expected = new dtype.Array(9000);
          reference.engine.apply(words, dtype, x.subarray(0, 9000), expected, start);
          for (const [k, n] of lengths.entries()) {
            const shift = shifts[k % shifts.length];
            const y = new dtype.Array(9016).fill(77);
            engine.apply(words, dtype, x.subarray(0, n), y.subarray(shift, shift + n), start);
            const what = `${dtype.name}, seed ${seed}, start ${start}, length ${n}`;
            expectSame(y.slice(shift, shift + n), expected.slice(0, n), what);
            if (y[shift + n] !== 77) expect.fail(`${what}: the element after the output was written`);
            if (shift > 0 && y[shift - 1] !== 77) expect.fail(`${what}: the element before the output was written`);
          }
        }
      }
    }
  });

  test('packed bits', () => {
    use();
    for (const p of probabilities) {
      const words = wordsOf({ seed: 5n, draw: 1, p });
      for (const first of [0, 1, 3, 4, 127, 128, 2 ** 27 - 5, 2 ** 43 - 300]) {
        for (const n of [0, 1, 4, 5, 127, 129, 300]) {
          const [bits, expected] = [new Uint32Array(n), new Uint32Array(n)];
          engine.bits(words, first, bits);
          reference.engine.bits(words, first, expected);
          expectSame(bits, expected, `p ${p}, word ${first}, ${n} words`);
        }
      }
    }
  });

  test('pieces of a large array', () => {
    use();
    const dtype = DTYPES[0];
    const words = wordsOf({ seed: 8n, draw: 0, p: 0.1 });
    const x = input(dtype.Array, 100_000);
    const [whole, pieces] = [new Float32Array(100_000), new Float32Array(100_000)];
    engine.apply(words, dtype, x, whole, 123);
    for (let from = 0, n = 1; from < x.length; from += n, n = (n * 7) % 10_007) {
      engine.apply(words, dtype, x.subarray(from, from + n), pieces.subarray(from, from + n), 123 + from);
    }
    expectSame(pieces, whole, 'pieces');
  });
});

describe.runIf(native !== undefined)('threads and instruction sets', () => {
  const x = input(DTYPES[0].Array, 5_000_000) as Float32Array;

  test.each(native?.isas ?? [])('%s: any number of threads gives the bits of one', (isa) => {
    if (native === undefined) return;
    native.setIsa(isa);
    const before = native.threads();
    const words = wordsOf({ seed: 77n, draw: 3, p: 0.1 });
    for (const [n, start] of [
      [16_384, 0],
      [32_768 + 1, 4095],
      [65_536, 7],
      [131_072 - 1, 4096 * 3],
      [1_000_003, 1],
      [5_000_000, 0],
    ]) {
      native.setThreads(1);
      const expected = new Float32Array(n);
      native.apply(words, DTYPES[0], x.subarray(0, n), expected, start);
      const words32 = Math.ceil(n / 32);
      const expectedBits = new Uint32Array(words32);
      native.bits(words, start, expectedBits);
      for (const threads of [2, 3, 5, 16, 64]) {
        native.setThreads(threads);
        const y = new Float32Array(n);
        native.apply(words, DTYPES[0], x.subarray(0, n), y, start);
        expectSame(y, expected, `length ${n}, ${threads} threads`);
        const bits = new Uint32Array(words32);
        native.bits(words, start, bits);
        expectSame(bits, expectedBits, `bits, length ${n}, ${threads} threads`);
      }
    }
    native.setThreads(before);
  });

  test('an array that no cache holds is streamed, and has the bits of its pieces', () => {
    if (native === undefined) return;
    native.setIsa(native.isas[0]);
    const words = wordsOf({ seed: 78n, draw: 3, p: 0.1 });
    const n = 2 ** 25 + 3;
    const large = new Float32Array(n).fill(2.5);
    const y = native.output(DTYPES[0], n) as Float32Array;
    native.apply(words, DTYPES[0], large, y, 1);
    const piece = new Float32Array(2 ** 20);
    for (let from = 0; from < n; from += piece.length) {
      const count = Math.min(piece.length, n - from);
      native.apply(words, DTYPES[0], large.subarray(0, count), piece.subarray(0, count), 1 + from);
      expectSame(y.subarray(from, from + count), piece.subarray(0, count), `from ${from}`);
    }
  });
});
