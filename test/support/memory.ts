/** Buffers that change their length (types of ES2023 lack them), and arrays without memory. */

interface Resizing {
  new (bytes: number, options: { maxByteLength: number }): ArrayBuffer & { resize(bytes: number): void };
}

interface Growing {
  new (bytes: number, options: { maxByteLength: number }): SharedArrayBuffer & { grow(bytes: number): void };
}

export const ResizableBuffer = ArrayBuffer as unknown as Resizing;
export const GrowableBuffer = SharedArrayBuffer as unknown as Growing;

export function detached<T extends Float32Array | Uint32Array>(array: T): T {
  structuredClone(array, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

/** A view of 16 bytes in a buffer that has shrunk to 8. */
export function shrunk(): Float32Array {
  const buffer = new ResizableBuffer(16, { maxByteLength: 16 });
  const view = new Float32Array(buffer, 0, 4);
  buffer.resize(8);
  return view;
}
