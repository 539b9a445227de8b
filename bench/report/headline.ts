/** Sums up the page in one sentence. */

import type { PeerResult } from '../peers/results.js';
import type { Result } from '../results.js';
import { sizeName } from '../trial/cases.js';
import { digits, duration, threadsName } from './bars.js';
import { plainDropout } from './sizes.js';

export function headline(results: readonly Result[], peers: readonly PeerResult[]): string {
  const rows = plainDropout(results);
  const [best] = rows
    .filter(({ name }) => name === 'native')
    .sort((a, b) => b.n - a.n || b.p - a.p || b.threads - a.threads);
  if (best === undefined) return 'There is no native engine here, only wasm and js.';
  const { n, p, threads, nanoseconds } = best;
  const same = rows.filter((row) => row.n === n && row.p === p);
  const copy = same.find((row) => row.name === 'native copy' && row.threads === threads);
  const loop = same.find(({ name }) => name === 'loop');
  const others = peers.filter((one) => one.n === n && one.p === p && !one.name.startsWith('native-dropout'));
  const [nearest] = others.sort((a, b) => a.nanoseconds - b.nanoseconds);
  const beside = [
    ...(copy ? [`a copy of the same bytes takes ${duration(copy.nanoseconds)}`] : []),
    ...(loop ? [`a Math.random() loop ${digits(loop.nanoseconds / nanoseconds)} times as long`] : []),
    ...(nearest?.nativeOver
      ? [`the fastest other package here, ${nearest.name}, ${digits(nearest.nativeOver.allThreads)} times as long`]
      : []),
  ];
  return `Dropout of ${sizeName(n)} floats (p&nbsp;=&nbsp;${p}, ${threadsName(threads)}) takes ${duration(nanoseconds)}; ${beside.join(', ')}.`;
}
