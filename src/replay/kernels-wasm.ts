import { bytesOfHex } from '../core/hex.js';
import { type Kernels, PIECE } from './kernels.js';
import { SIZE } from './mt19937-block.js';
import type { Pcg64State } from './pcg64-step.js';
import { WASM_HEX } from './wasm-module.js';

/** Documented in native/replay/wasm.cc. */
interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  wordsAddress(): number;
  bitsAddress(): number;
  stateAddress(): number;
  numbersAddress(): number;
  boxMuller(n: number, mean: number, std: number): void;
  threefry(key0: number, key1: number, first: number, n: number): void;
  twist(used: number, blocks: number, n: number): void;
  pack(n: number, shift: number, limit: number, flip: number): void;
  packWide(n: number, high: number, low: number): void;
  pcg64Address(): number;
  pcg64(n: number): void;
  pcg64Doubles(n: number): void;
  doubles(n: number, isHighFirst: number): void;
  packDoubles(n: number, limit: number, flip: number): void;
  minstd(state: number, least: number, n: number): number;
}

/** The kernels of a new module; undefined if WebAssembly or its SIMD instructions are missing. */
export function loadKernels(): Kernels | undefined {
  try {
    return kernelsOf(new WebAssembly.Instance(new WebAssembly.Module(bytesOfHex(WASM_HEX))).exports as Exports);
  } catch {
    return undefined;
  }
}

function kernelsOf({ memory: { buffer }, threefry, pack, ...made }: Exports): Kernels {
  const view = (address: number, length: number) => new Uint32Array(buffer, address, length);
  const words = view(made.wordsAddress(), PIECE);
  const pcg = view(made.pcg64Address(), 8);
  function drawPcg64({ state, increment }: Pcg64State, n: number, draw: (n: number) => void): void {
    pcg.set(state);
    pcg.set(increment, 4);
    draw(n);
    state.set(pcg.subarray(0, 4));
  }
  return {
    words,
    bits: view(made.bitsAddress(), PIECE / 32),
    state: view(made.stateAddress(), SIZE),
    numbers: new Float32Array(buffer, made.numbersAddress(), PIECE),
    boxMuller: made.boxMuller,
    threefry: ([key0, key1], first, n) => threefry(key0, key1, first, n),
    twist: made.twist,
    pack: (n, shift, limit, flip) => pack(n, shift, limit, flip ? -1 : 0),
    packWide: made.packWide,
    pcg64: (generator, n) => drawPcg64(generator, n, made.pcg64),
    pcg64Doubles: (generator, n) => drawPcg64(generator, n, made.pcg64Doubles),
    doubles: new Float64Array(buffer, words.byteOffset, PIECE / 2),
    toDoubles: (n, isHighFirst) => made.doubles(n, Number(isHighFirst)),
    packDoubles: (n, limit, flip) => made.packDoubles(n, limit, flip ? -1 : 0),
    minstd: made.minstd,
  };
}
