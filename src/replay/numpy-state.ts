/** The states of numpy's generators, as numpy writes them into dictionaries. */

import { checkChoice, checkFinite, checkInteger, MAX_LENGTH } from '../input/check.js';
import { wrongValue } from '../input/errors.js';
import { checkFields, own } from '../input/options.js';
import { checkList, checkWhole } from './check-integer.js';
import { integerOf, integerWords } from './integer-words.js';
import { Mt19937 } from './mt19937.js';
import { SIZE } from './mt19937-block.js';
import { Pcg64 } from './pcg64.js';
import { Philox4x64 } from './philox4x64.js';

/** `get_state(legacy=False)` of numpy's RandomState, as JSON. */
export interface NumpyRandomStateState {
  /** Its bit generator. */
  bit_generator: 'MT19937';
  /** 624 words, and how many of them have been drawn. */
  state: { key: number[]; pos: number };
  /** 1 if a normal number is kept for the next call. */
  has_gauss: number;
  /** That number. */
  gauss: number;
}

/** The state of a {@link NumpyRandomState}. */
export interface LegacyState {
  readonly engine: Mt19937;
  /** The normal number that was made with the last one. */
  readonly gauss: number | undefined;
}

export function writeLegacyState({ engine: { key, used }, gauss }: LegacyState): NumpyRandomStateState {
  return {
    bit_generator: 'MT19937',
    state: { key: [...key], pos: used },
    has_gauss: Number(gauss !== undefined),
    gauss: gauss ?? 0,
  };
}

export function readLegacyState(name: string, json: unknown): LegacyState {
  checkFields(name, json, ['bit_generator', 'state', 'has_gauss', 'gauss']);
  checkChoice(`${name}.bit_generator`, own(json, 'bit_generator'), ['MT19937']);
  const state = own(json, 'state');
  checkFields(`${name}.state`, state, ['key', 'pos']);
  const key = readWords(`${name}.state.key`, own(state, 'key'), SIZE);
  const used = checkInteger(`${name}.state.pos`, own(state, 'pos'), 0, SIZE);
  const hasGauss = checkInteger(`${name}.has_gauss`, own(json, 'has_gauss'), 0, 1) === 1;
  const gauss = checkFinite(`${name}.gauss`, own(json, 'gauss'));
  return { engine: new Mt19937(key, used), gauss: hasGauss ? gauss : undefined };
}

function readWords(name: string, list: unknown, n: number): Uint32Array {
  return Uint32Array.from(checkList(name, list, n, (entry, word) => checkInteger(entry, word, 0, MAX_LENGTH)));
}

/** `bit_generator.state` of a numpy Generator, as JSON with integers above 2^53 as decimal strings. */
export interface NumpyGeneratorState {
  /** 1 if the high half of a number is kept for the next 32 bits. */
  has_uint32: number;
  /** That half. */
  uinteger: number;
  /** Its bit generator. */
  bit_generator: 'PCG64' | 'Philox';
  /** PCG64 has `state` and `inc`, 128 bits each. Philox has four numbers `counter` and two `key`, 64 bits each. */
  state: { state: string; inc: string } | { counter: string[]; key: string[] };
  /** The current block of Philox: four numbers of 64 bits. */
  buffer?: string[];
  /** How many of them have been drawn. */
  buffer_pos?: number;
}

/** The state of a {@link NumpyGenerator}. */
export interface GeneratorNow {
  readonly bits: Pcg64 | Philox4x64;
  /** The high half of the last number of which only the low one was needed. */
  readonly kept: number | undefined;
}

export function writeGeneratorState({ bits, kept }: GeneratorNow): NumpyGeneratorState {
  const half = { has_uint32: Number(kept !== undefined), uinteger: kept ?? 0 };
  if (bits instanceof Pcg64) {
    const state = { state: `${integerOf(bits.state)}`, inc: `${integerOf(bits.increment)}` };
    return { bit_generator: 'PCG64', state, ...half };
  }
  const { counter, key, block, used } = bits;
  const state = { counter: decimals(counter), key: decimals(key) };
  return { bit_generator: 'Philox', state, buffer: decimals(block), buffer_pos: used, ...half };
}

export function readGeneratorState(name: string, json: unknown): GeneratorNow {
  checkFields(name, json, ['bit_generator', 'state', 'buffer', 'buffer_pos', 'has_uint32', 'uinteger']);
  const kind = checkChoice(`${name}.bit_generator`, own(json, 'bit_generator'), ['PCG64', 'Philox']);
  const state = own(json, 'state');
  const hasKept = checkInteger(`${name}.has_uint32`, own(json, 'has_uint32'), 0, 1) === 1;
  const kept = checkInteger(`${name}.uinteger`, own(json, 'uinteger'), 0, MAX_LENGTH);
  const bits = kind === 'PCG64' ? readPcg64(`${name}.state`, state) : readPhilox(name, json, state);
  return { bits, kept: hasKept ? kept : undefined };
}

function readPcg64(name: string, state: unknown): Pcg64 {
  checkFields(name, state, ['state', 'inc']);
  const increment = readWide(`${name}.inc`, own(state, 'inc'), 4);
  if (increment[0] % 2 === 0) throw wrongValue(`${name}.inc`, 'an odd integer', integerOf(increment));
  return new Pcg64(readWide(`${name}.state`, own(state, 'state'), 4), increment);
}

function readPhilox(name: string, json: object, state: unknown): Philox4x64 {
  checkFields(`${name}.state`, state, ['counter', 'key']);
  const key = readWides(`${name}.state.key`, own(state, 'key'), 2);
  const counter = readWides(`${name}.state.counter`, own(state, 'counter'), 4);
  const block = readWides(`${name}.buffer`, own(json, 'buffer'), 4);
  return new Philox4x64(key, counter, block, checkInteger(`${name}.buffer_pos`, own(json, 'buffer_pos'), 0, 4));
}

/** The 64-bit numbers of pairs of words. */
function decimals(words: Uint32Array): string[] {
  return Array.from({ length: words.length / 2 }, (_, i) => `${integerOf(words.subarray(2 * i, 2 * i + 2))}`);
}

/** Reads n numbers of 64 bits. */
function readWides(name: string, list: unknown, n: number): Uint32Array {
  const numbers = checkList(name, list, n, (entry, number) => readWide(entry, number, 2));
  return Uint32Array.from(numbers.flatMap((words) => [...words]));
}

/** Reads an integer of so many words: a decimal string, a bigint or a safe integer. */
function readWide(name: string, value: unknown, length: number): Uint32Array {
  const isDecimal = typeof value === 'string' && /^\d{1,40}$/.test(value);
  const expected = `an integer in [0, 2^${32 * length}) as a decimal string`;
  const whole = isDecimal ? BigInt(value) : checkWhole(name, value, expected);
  if (BigInt.asUintN(32 * length, whole) !== whole) throw wrongValue(name, expected, value);
  return Uint32Array.from(integerWords(whole, length));
}
