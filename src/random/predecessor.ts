import type { Dtype } from '../core/dtype.js';

const memory = new DataView(new ArrayBuffer(8));

/** The greatest number of a dtype that is less than a finite value. */
export function predecessor(value: number, { bytes }: Dtype): number {
  const step = value > 0 ? -1 : 1; // numbers of one sign are ordered like their bits, by magnitude
  if (bytes === 4) {
    if (value === 0) return -(2 ** -149);
    memory.setFloat32(0, value);
    memory.setInt32(0, memory.getInt32(0) + step);
    return memory.getFloat32(0);
  }
  if (value === 0) return -Number.MIN_VALUE;
  memory.setFloat64(0, value);
  memory.setBigInt64(0, memory.getBigInt64(0) + BigInt(step));
  return memory.getFloat64(0);
}
