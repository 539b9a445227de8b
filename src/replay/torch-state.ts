/** The state of PyTorch's generator on a CPU, and its bytes: those of torch.get_rng_state(). */

import { bytesOfHex } from '../core/hex.js';
import { message, wrongType, wrongValue } from '../input/errors.js';
import { initGenrand, Mt19937 } from './mt19937.js';
import { SIZE } from './mt19937-block.js';

export interface TorchState {
  /** The seed as it was given, mod 2^64. Only its low 32 bits count. */
  readonly seed: bigint;
  readonly engine: Mt19937;
  /** Whether nothing has been drawn since the seed was set. */
  readonly fresh: boolean;
  /** The second number of the last pair of normal numbers, if it has not been used. */
  readonly cached: number | undefined;
}

export function seededState(seed: bigint): TorchState {
  const engine = initGenrand(Number(seed & 0xffff_ffffn));
  return { seed, engine, fresh: true, cached: undefined };
}

export type StateBytes = ReturnType<typeof Uint8Array.of>;

const BYTES = 5056;
/** Where each part begins; all are little-endian. */
const AT = { seed: 0, left: 8, seeded: 12, next: 16, key: 24, cached: 5024, isCached: 5040 };

export function toBytes({ seed, engine, fresh, cached }: TorchState): StateBytes {
  const bytes = new Uint8Array(BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(AT.seed, seed, true);
  view.setInt32(AT.left, SIZE + 1 - engine.used, true);
  view.setInt32(AT.seeded, 1, true);
  view.setBigUint64(AT.next, BigInt(fresh ? 0 : engine.used), true);
  for (const [i, word] of engine.key.entries()) view.setUint32(AT.key + 8 * i, word, true);
  view.setFloat64(AT.cached, cached ?? 0, true);
  view.setInt32(AT.isCached, Number(cached !== undefined), true);
  return bytes;
}

/** @throws {RangeError} if the bytes are no state. */
export function fromBytes(name: string, bytes: Uint8Array): TorchState {
  if (bytes.length !== BYTES) throw wrongValue(name, `${BYTES} bytes, as torch.get_rng_state() has`, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, BYTES);
  const used = Number(view.getBigUint64(AT.next, true));
  const left = view.getInt32(AT.left, true);
  const fresh = used === 0;
  const isState = view.getInt32(AT.seeded, true) === 1 && used <= SIZE && left === (fresh ? 1 : SIZE + 1 - used);
  if (!isState) {
    throw new RangeError(message(name, 'the state of a seeded CPU generator', `left ${left}, next ${used}`));
  }
  const key = Uint32Array.from({ length: SIZE }, (_, i) => view.getUint32(AT.key + 8 * i, true));
  const cached = view.getInt32(AT.isCached, true) === 1 ? view.getFloat64(AT.cached, true) : undefined;
  const engine = new Mt19937(key, fresh ? SIZE : used);
  return { seed: view.getBigUint64(AT.seed, true), engine, fresh, cached };
}

const HEX = new RegExp(`^[0-9a-f]{${2 * BYTES}}$`);

/** The bytes as hexadecimal digits, for JSON. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws {TypeError | RangeError} if the text does not hold the bytes of a state. */
export function fromHex(name: string, text: unknown): TorchState {
  if (typeof text !== 'string') throw wrongType(name, `${2 * BYTES} hexadecimal digits`, text);
  if (!HEX.test(text)) throw wrongValue(name, `${2 * BYTES} hexadecimal digits`, text);
  return fromBytes(name, bytesOfHex(text));
}
