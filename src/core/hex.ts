import type { FreshBytes } from './dtype.js';

/** Reads bytes from hexadecimal digits. */
export function bytesOfHex(hex: string): FreshBytes {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}
