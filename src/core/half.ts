/** Converts 16-bit floats, which arrays hold as unsigned integers, exactly like native/kernels/elements.h. */

/** The conversions of a 16-bit type. */
export interface Stored {
  /** Writes the n numbers whose bits begin at `first`. Exact. */
  widen(bits: Uint16Array, first: number, n: number, to: Float32Array): void;
  /** Rounds the first n floats to nearest, ties to even, and writes their bits from `first` on. A NaN stays NaN. */
  narrow(from: Float32Array, n: number, bits: Uint16Array, first: number): void;
}

/** Converts arrays by functions that convert one number. */
function stored(widen: (bits: number) => number, narrow: (value: number) => number): Stored {
  return {
    widen(bits, first, n, to) {
      for (let i = 0; i < n; ++i) to[i] = widen(bits[first + i]);
    },
    narrow(from, n, bits, first) {
      for (let i = 0; i < n; ++i) bits[first + i] = narrow(from[i]);
    },
  };
}

const floats = new Float32Array(1);
const words = new Uint32Array(floats.buffer);

function bitsOf(value: number): number {
  floats[0] = value;
  return words[0];
}

function floatOf(bits: number): number {
  words[0] = bits;
  return floats[0];
}

const MAGNITUDE = 0x7fffffff;
const INFINITY = 0x7f800000;

/** For the same number the exponent of a float is greater by 112 than that of a float16. */
const BIAS = 112 << 23;
/** 2^-14, the least normal float16. */
const LEAST_NORMAL = 113 << 23;
const ONE_HALF = 0x3f000000;
const INFINITY16 = 0x7c00;

/** float16 is IEEE 754 binary16. */
export const STORED_FLOAT16: Stored = stored(
  (bits) => {
    const magnitude = (bits & 0x7fff) << 13;
    const sign = (bits & 0x8000) << 16;
    if (magnitude < 1 << 23) return (bits & 0x3ff) * (sign < 0 ? -(2 ** -24) : 2 ** -24);
    return floatOf(sign | (magnitude + (magnitude < INFINITY16 << 13 ? BIAS : 2 * BIAS)));
  },
  (value) => {
    const bits = bitsOf(value);
    const magnitude = bits & MAGNITUDE;
    const sign = (bits >>> 16) & 0x8000;
    if (magnitude > INFINITY) return sign | 0x7e00;
    // Adding one half rounds to multiples of 2^-24, the least float16.
    if (magnitude < LEAST_NORMAL) return sign | (bitsOf(Math.abs(value) + 0.5) - ONE_HALF);
    return sign | Math.min((magnitude - BIAS + 0xfff + ((magnitude >>> 13) & 1)) >>> 13, INFINITY16);
  },
);

/** bfloat16 is the upper half of a float. */
export const STORED_BFLOAT16: Stored = stored(
  (bits) => floatOf(bits << 16),
  (value) => {
    const bits = bitsOf(value);
    return (bits & MAGNITUDE) > INFINITY ? (bits >>> 16) | 0x40 : (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
  },
);
