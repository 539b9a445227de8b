/** The limits of a dropout on the same threads: a copy of the bytes, in place a multiplication, or a sum. */

import type { Streams } from '../native/streams.js';
import type { Entrant } from './entrant.js';
import { type Place, placed } from './operations.js';
import type { Work } from './work.js';

export function rooflines(streams: Streams, place: Exclude<Place, 'new'>, work: Work, threads: number): Entrant[] {
  const { x, out, p } = work;
  const { prepare: fill, mostCalls = Number.POSITIVE_INFINITY } = placed(place, work, undefined);
  const prepare = () => {
    streams.setThreads(threads);
    fill?.();
  };
  if (place === 'out') {
    const copies = streams.copies.map((variant, k): Entrant => {
      return { name: 'native copy', threads, variant, prepare, run: () => streams.copy(k, x, out) };
    });
    const additions = streams.additions.map((variant, k): Entrant => {
      return { name: 'native add', threads, variant, prepare, run: () => streams.add(k, x, out, work.residual()) };
    });
    return x instanceof Uint16Array ? copies : [...copies, ...additions];
  }
  const factor = 1 / (1 - p);
  return streams.scalings.map((variant, k) => {
    const run = () => streams.scale(k, out, out, factor);
    return { name: 'native scale', threads, variant, prepare, mostCalls, run };
  });
}
