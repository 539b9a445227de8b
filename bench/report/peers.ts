/** Times of a call by this package and by others, a panel per case. The axis is linear: twice the time is twice as long. */

import { NATIVE, type PeerResult } from '../peers/results.js';
import { drawsNumbers } from '../peers/sources.js';
import { sizeName } from '../trial/cases.js';
import { type Bar, bars, type Colour, digits, duration, percent, spreadOf, threadsName } from './bars.js';

export function peerBars(results: readonly PeerResult[]): string {
  const title = ({ n, p }: PeerResult) => `${sizeName(n)} elements, p = ${p}`;
  const dropouts = results.filter(({ name }) => !drawsNumbers(name));
  const panels = [...new Set(dropouts.map(title))].map((one) => {
    const rows = dropouts.filter((row) => title(row) === one).sort((a, b) => a.nanoseconds - b.nanoseconds);
    return bars(one, rows.map(asBar));
  });
  return `<div class="panels wide">${panels.join('')}</div>`;
}

function asBar(row: PeerResult): Bar {
  const { name, threads, nanoseconds, nativeOver } = row;
  const native = name === NATIVE;
  const colour: Colour = native ? 'native' : 'other';
  const counted = native || !name.startsWith('native-dropout') ? threads : undefined;
  const slower = nativeOver && !native ? `, ${digits(nativeOver.allThreads)}× slower` : '';
  return {
    name: counted === undefined ? name : `${name}, ${threadsName(counted)}`,
    value: nanoseconds,
    text: `${duration(nanoseconds)} <small>${percent(spreadOf(row))}</small>${slower}`,
    colour,
  };
}
