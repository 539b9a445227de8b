import { type EngineName, Mask } from 'native-dropout';

const none = new Float32Array(0);

function runs(engine: EngineName): boolean {
  try {
    new Mask({ seed: 0, draw: 0, p: 0.5 }).apply(none, { engine });
    return true;
  } catch {
    return false;
  }
}

/** The engines that can run here. That none is missing where it must not be, masks.ts checks. */
export const engines: readonly EngineName[] = (['native', 'wasm', 'js'] as const).filter(runs);

/** The kinds of arrays that masks apply to. */
export const kinds = [Float32Array, Float64Array] as const;

/** Random non-zero input with every special value among it. */
export function input(kind: new (n: number) => Float32Array | Float64Array, n: number): Float32Array | Float64Array {
  const x = new kind(n);
  const special = [Number.NaN, Infinity, -Infinity, -0, 0, 1e-40, -5e-324, 3.4e38, -1.7e308];
  let state = 12345;
  for (let i = 0; i < n; ++i) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    x[i] = i % 37 === 5 ? special[((i / 37) % special.length) | 0] : state / 2 ** 29 - 2 || 1;
  }
  return x;
}
