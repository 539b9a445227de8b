/** The kernels of src/replay on WebAssembly's vectors write the same words and bits as those in plain JavaScript. */

import { engine } from 'native-dropout';
import { describe, expect, test } from 'vitest';
import { type Kernels, PIECE } from '../../src/replay/kernels.js';
import { kernels } from '../../src/replay/kernels-in-use.js';
import { jsKernels } from '../../src/replay/kernels-js.js';
import { loadKernels } from '../../src/replay/kernels-wasm.js';
import { initGenrand } from '../../src/replay/mt19937.js';
import { Pcg64, seededPcg64 } from '../../src/replay/pcg64.js';
import { threefryOf } from '../../src/replay/threefry.js';

const LENGTHS = [1, 2, 31, 32, 33, 64, 623, 624, 625, 1248, PIECE - 1, PIECE];

const wasm = loadKernels() as Kernels;

describe.runIf(engine().name === 'native')('the addon', () => {
  test.each(LENGTHS)('%i words of threefry', (n) => {
    for (const first of [0, 12345, 2 ** 32 - n]) {
      const [native, expected] = [kernels(), jsKernels];
      for (const used of [native, expected]) used.threefry([0x13198a2e, 0xfedcba98], first, n);
      same(native.words.subarray(0, n), expected.words.subarray(0, n));
    }
  });

  test.each(LENGTHS)('%i words as float64 of PCG64', (n) => {
    const count = Math.ceil(n / 2);
    const [one, other] = [kernels(), jsKernels].map((used) => {
      const generator = seededPcg64([5]);
      used.pcg64Doubles(generator, count);
      return Uint32Array.of(...generator.state, ...used.words.subarray(0, 2 * count));
    });
    same(one, other);
  });
});

/** n words and the bits of n words, after a call. */
function results(kernels: Kernels, n: number): { words: Uint32Array; bits: Uint32Array } {
  const bits = kernels.bits.slice(0, Math.floor(n / 32));
  return { words: kernels.words.slice(0, n), bits };
}

/** Faster than toEqual(). */
function same(one: Uint32Array, other: Uint32Array): void {
  if (one.length !== other.length || one.some((word, i) => word !== other[i])) expect(one).toEqual(other);
}

function both(n: number, call: (kernels: Kernels) => void): { words: Uint32Array; bits: Uint32Array } {
  const [one, other] = [wasm, jsKernels].map((kernels) => {
    call(kernels);
    return results(kernels, n);
  });
  same(one.words, other.words);
  same(one.bits, other.bits);
  return one;
}

describe.each(LENGTHS)('%i words', (n) => {
  test('threefry', () => {
    for (const first of [0, 12345, 2 ** 32 - n]) {
      const { words } = both(n, (kernels) => kernels.threefry([0x13198a2e, 0xfedcba98], first, n));
      const [a, b] = threefryOf([0x13198a2e, 0xfedcba98], 0, first + n - 1);
      expect(words[n - 1]).toBe((a ^ b) >>> 0);
    }
  });

  test.each([0, 1, 100, 623, 624])('mt19937, with %i words of its block used', (used) => {
    const blocks = Math.ceil(Math.max(0, used + n - 624) / 624);
    const states = [wasm, jsKernels].map((kernels) => {
      kernels.state.set(initGenrand(5).key);
      kernels.twist(used, blocks, n);
      return kernels.state.slice(0, 624);
    });
    same(states[0], states[1]);
    same(results(wasm, n).words, results(jsKernels, n).words);
  });

  test('comparisons', () => {
    for (const kernels of [wasm, jsKernels]) {
      for (let i = 0; i < PIECE; ++i) kernels.words[i] = Math.imul(i, 0x9e3779b9);
    }
    const some = jsKernels.words[Math.min(n - 1, 40)];
    for (const shift of [0, 1, 9, 22, 25]) {
      for (const limit of [0, 1, (some << shift) >>> 0, 2 ** 31, 2 ** 32 - 1]) {
        const { bits } = both(n, (kernels) => kernels.pack(n, shift, limit, false));
        const flipped = both(n, (kernels) => kernels.pack(n, shift, limit, true));
        same(
          flipped.bits,
          bits.map((word) => ~word),
        );
        for (let i = 0; i < 32 * bits.length; ++i) {
          const isBelow = (jsKernels.words[i] << shift) >>> 0 < limit;
          if (((bits[i >>> 5] >>> (i & 31)) & 1) !== Number(isBelow)) throw new Error(`word ${i}, ${shift}, ${limit}`);
        }
      }
    }
  });

  test('PCG64, and its numbers as float64', () => {
    const count = Math.ceil(n / 2);
    const states = [wasm, jsKernels].map((kernels) => {
      const generator = seededPcg64([5]);
      kernels.pcg64(generator, count);
      return generator.state;
    });
    same(states[0], states[1]);
    same(wasm.words.slice(0, 2 * count), jsKernels.words.slice(0, 2 * count));
    for (const isHighFirst of [false, true]) {
      const { words } = both(2 * count, (kernels) => {
        kernels.pcg64(seededPcg64([7]), count);
        kernels.toDoubles(count, isHighFirst);
      });
      const doubles = new Float64Array(words.buffer);
      if (!isHighFirst) {
        const generators = [seededPcg64([7]), seededPcg64([7])];
        const drawn = both(2 * count, (used) => used.pcg64Doubles(generators[used === wasm ? 0 : 1], count));
        same(words, drawn.words);
        same(generators[0].state, generators[1].state);
      }
      expect(doubles.every((u) => u >= 0 && u < 1)).toBe(true);
      for (const limit of [0, 0.3, doubles[count - 1], 1]) {
        const { bits } = both(count, (kernels) => kernels.packDoubles(count, limit, false));
        const flipped = both(count, (kernels) => kernels.packDoubles(count, limit, true));
        same(
          flipped.bits,
          bits.map((word) => ~word),
        );
      }
    }
  });

  test.each([1, 48271, 2 ** 31 - 2])('the minimal standard generator from %i on', (start) => {
    const whole = 32 * Math.ceil(n / 32);
    const last = jsKernels.minstd(start, 0, whole);
    for (const least of [0, 1, last, last + 1, 2 ** 30, 2 ** 31 - 1]) {
      const [one, other] = [wasm, jsKernels].map((kernels) => {
        const last = kernels.minstd(start, least, whole);
        return [last, ...kernels.bits.slice(0, whole / 32)];
      });
      expect(one).toEqual(other);
    }
  });

  test('comparisons of 53 bits', () => {
    for (const kernels of [wasm, jsKernels]) {
      for (let i = 0; i < PIECE; ++i) kernels.words[i] = i % 2 === 0 ? ((i % 8) << 20) + (i % 5) : 1000 + (i % 64);
    }
    for (const high of [0, 1, 4, 2 ** 20 + 1, 2 ** 21]) {
      for (const low of [0, 1000, 1031, 2 ** 32 - 1]) {
        both(n / 2, (kernels) => kernels.packWide(Math.ceil(n / 2), high, low));
      }
    }
  });
});

test.each([0, 0xffffffff])('a step of PCG64 from a state of words %i', (word) => {
  const [expected, ...others] = [jsKernels, wasm, kernels()].map((used) => {
    const generator = new Pcg64(new Uint32Array(4).fill(word), Uint32Array.of(1, 0, 0, 0));
    used.pcg64Doubles(generator, 1);
    return generator.state;
  });
  for (const one of others) same(one, expected);
});

describe.each([16, 32, 48, 4096, PIECE])('%i normal numbers', (n) => {
  test.each([
    [0, 1],
    [0.25, 0.02],
    [-3, 1e-3],
    [1, 0.5], // sums in the middle of two float32
    [300, 0.891760528087616], // for n = 4096, sums so near to it that float64 has the middle
    [300, 1.7777434587478638],
    [300, 0.34936413168907166],
    [300, 0.5106837749481201],
    [1e8, 1e8],
  ])('with mean %d and standard deviation %d', (mean, std) => {
    const words = Uint32Array.from({ length: n }, (_, i) => Math.imul(i + n, 0x9e3779b9));
    words[0] = 0;
    words[8] = 0;
    words[1] = 2 ** 32 - 1;
    words[9] = 2 ** 32 - 1;
    words.set([4913932, 4913933, 4913934], 2); // numbers about 1 - sqrt(1/2)
    for (let i = 0; i < 6; ++i) words[10 + i] = 6291456 - 60 * i; // and about 3/8 of a turn, where octants change
    const [expected, ...others] = [jsKernels, wasm, kernels()].map((used) => {
      used.words.set(words);
      used.numbers.fill(7);
      used.boxMuller(n, Math.fround(mean), Math.fround(std));
      return new Uint32Array(used.numbers.slice(0, n + 1).buffer);
    });
    for (const one of others) same(one, expected);
  });
});
