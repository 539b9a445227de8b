/** What no dropout on the same threads can outrun: a copy of the bytes, or in place a multiplication of them. */

import type { Entrant } from './entrants.js';
import type { Streams } from './native/streams.js';
import type { Floats, Operation, Work } from './operations.js';

export function rooflines(streams: Streams, operation: Operation, work: Work, threads: number): Entrant[] {
  const { roofline, mostCalls = Number.POSITIVE_INFINITY } = operation;
  const [x, out] = [asFloat32(work.x), asFloat32(work.out)];
  const prepare = () => {
    streams.setThreads(threads);
    operation.prepare?.(work);
  };
  if (roofline === 'copy') {
    return streams.copies.map((variant, k) => {
      return { name: 'native copy', threads, variant, prepare, run: () => streams.copy(k, x, out) };
    });
  }
  if (roofline === 'scale' && work.out instanceof Float32Array) {
    const factor = 1 / (1 - work.p);
    return streams.scalings.map((variant, k) => {
      return {
        name: 'native scale',
        threads,
        variant,
        prepare,
        mostCalls,
        run: () => streams.scale(k, out, out, factor),
      };
    });
  }
  return [];
}

/** The same bytes: a copy does not look at them. */
function asFloat32({ buffer, byteOffset, byteLength }: Floats): Float32Array {
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}
