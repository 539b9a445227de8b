/** What no dropout on the same threads can outrun: a copy of the bytes, or in place a multiplication of them. */

import type { Entrant } from './entrants.js';
import type { Streams } from './native/streams.js';
import { type Place, placed, type Work } from './operations.js';

export function rooflines(streams: Streams, place: Exclude<Place, 'new'>, work: Work, threads: number): Entrant[] {
  const { x, out, p } = work;
  const { prepare: fill, mostCalls = Number.POSITIVE_INFINITY } = placed(place, work, undefined);
  const prepare = () => {
    streams.setThreads(threads);
    fill?.();
  };
  if (place === 'out') {
    return streams.copies.map((variant, k) => {
      return { name: 'native copy', threads, variant, prepare, run: () => streams.copy(k, x, out) };
    });
  }
  const factor = 1 / (1 - p);
  return streams.scalings.map((variant, k) => {
    const run = () => streams.scale(k, out, out, factor);
    return { name: 'native scale', threads, variant, prepare, mostCalls, run };
  });
}
