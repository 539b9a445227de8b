import { type EngineName, Mask } from 'native-dropout';
import { ARITHMETIC, type DtypeName, type StoredArray } from '../reference/values.js';

const none = new Float32Array(0);

function runs(engine: EngineName): boolean {
  try {
    new Mask({ seed: 0, draw: 0, p: 0.5 }).apply(none, { engine });
    return true;
  } catch {
    return false;
  }
}

/** The only engine to check, if set. On an emulated processor the others take minutes, and binaries do not contain them. */
const { CONFORMANCE_ENGINE: alone } =
  (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env ?? {};

/** The engines that can run here; masks.ts checks that none is missing. */
export const engines: readonly EngineName[] = (['native', 'wasm', 'js'] as const).filter(
  (engine) => (alone ?? engine) === engine && runs(engine),
);

/** The dtypes that masks apply to, and their arrays. */
export const kinds = (Object.keys(ARITHMETIC) as DtypeName[]).map((name) => {
  const Kind = ARITHMETIC[name].make(0).constructor;
  return { name, Array: Kind as new (n: number) => StoredArray };
});

const SPECIAL = [Number.NaN, Infinity, -Infinity, -0, 0, 1e-40, -5e-324, 3.4e38, -1.7e308];

/** Special values as 16-bit patterns. None is a NaN in float16 or bfloat16, because payloads of NaNs are not promised. */
const SPECIAL_PATTERNS = [0x7c00, 0xfc00, 0x8000, 0, 1, 0x807f];

/** Makes NaNs infinite; returns other 16-bit patterns unchanged. */
function pattern(bits: number): number {
  return (bits & 0x7c00) === 0x7c00 ? bits & 0xfc00 : bits;
}

type Kind = new (n: number) => StoredArray;

/** Random numbers and special values. Every fourth run of 64 elements repeats one special value. */
function generated(Kind: Kind, n: number): StoredArray {
  const x = new Kind(n);
  const special = x instanceof Uint16Array ? SPECIAL_PATTERNS : SPECIAL;
  let state = 12345;
  for (let i = 0; i < n; ++i) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const stretch = i >>> 6;
    if (stretch % 4 === 3) x[i] = special[(stretch >>> 2) % special.length];
    else if (i % 37 === 5) x[i] = special[Math.floor(i / 37) % special.length];
    else x[i] = x instanceof Uint16Array ? pattern(state >>> 15) : state / 2 ** 29 - 2 || 1;
  }
  return x;
}

/** The longest arrays so far: a shorter one is its beginning. */
const longest = new Map<Kind, StoredArray>();

/** A new array of n random numbers and special values. */
export function input({ Array: Kind }: { Array: Kind }, n: number): StoredArray {
  if ((longest.get(Kind)?.length ?? -1) < n) longest.set(Kind, generated(Kind, n));
  return (longest.get(Kind) as StoredArray).slice(0, n);
}
