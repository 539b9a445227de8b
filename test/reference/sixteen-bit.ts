/** 16-bit floats as their standards define them, by exact arithmetic. Shares no code with the engines. */

export interface Format {
  readonly exponent: number;
  readonly fraction: number;
}

/** Bits of exponent and fraction, after the sign bit. An exponent of all ones is infinity or NaN. */
export const FORMATS = {
  float16: { exponent: 5, fraction: 10 },
  bfloat16: { exponent: 8, fraction: 7 },
} as const satisfies Record<string, Format>;

function calculated({ exponent, fraction }: Format, bits: number): number {
  const sign = bits >= 2 ** 15 ? -1 : 1;
  const e = Math.floor((bits % 2 ** 15) / 2 ** fraction);
  const f = bits % 2 ** fraction;
  if (e === 2 ** exponent - 1) return f === 0 ? sign * Infinity : Number.NaN;
  const bias = 2 ** (exponent - 1) - 1;
  return sign * (e === 0 ? f : f + 2 ** fraction) * 2 ** (Math.max(e, 1) - bias - fraction);
}

/** The numbers with all patterns. */
const NUMBERS = new Map<Format, Float64Array>(
  Object.values(FORMATS).map((format) => [
    format,
    Float64Array.from({ length: 2 ** 16 }, (_, bits) => calculated(format, bits)),
  ]),
);

/** The number with this 16-bit pattern, in one of {@link FORMATS}. It is exact as a double. */
export function numberOf(format: Format, bits: number): number {
  return (NUMBERS.get(format) as Float64Array)[bits];
}

/** The pattern of the number nearest to a float32; ties go to the even pattern. All NaNs get the same pattern. */
export function bitsOf(format: Format, value: number): number {
  if (Number.isNaN(value)) return 2 ** 15 - 1;
  const sign = value < 0 || Object.is(value, -0) ? 2 ** 15 : 0;
  const magnitude = Math.abs(value);
  const infinity = (2 ** format.exponent - 1) * 2 ** format.fraction;
  // For rounding, infinity stands for the next number after the greatest one.
  const at = (bits: number): number =>
    bits === infinity ? 2 * numberOf(format, infinity - 2 ** format.fraction) : numberOf(format, bits);
  if (magnitude >= at(infinity)) return sign + infinity;
  let [lower, upper] = [0, infinity];
  while (upper - lower > 1) {
    const middle = Math.floor((lower + upper) / 2);
    if (at(middle) <= magnitude) lower = middle;
    else upper = middle;
  }
  const [below, above] = [magnitude - at(lower), at(upper) - magnitude]; // exact, as doubles
  if (below === above) return sign + (lower % 2 === 0 ? lower : upper);
  return sign + (below < above ? lower : upper);
}

/** The patterns of many numbers, each calculated once; none may be -0. */
export function patternsOf(format: Format, numbers: ArrayLike<number>): Uint16Array {
  const known = new Map<number, number>();
  return Uint16Array.from(numbers, (number) => {
    const bits = known.get(number) ?? bitsOf(format, number);
    known.set(number, bits);
    return bits;
  });
}
