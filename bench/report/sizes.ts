/** How fast dropout is at each size, a panel for each p: linear bars of elements a second, the copy above dropout. */

import { sizeName } from '../cases.js';
import type { Result } from '../results.js';
import { type Bar, bars, digits, percent, spreadOf, threadsName } from './bars.js';

export function plainDropout(results: readonly Result[]): Result[] {
  return results.filter(({ operation, place, dtype }) => {
    return operation === 'dropout' && place === 'out' && dtype === 'float32';
  });
}

export function sizes(results: readonly Result[]): string {
  const rows = plainDropout(results);
  const cases = [...new Map(rows.map((row) => [`${row.p} ${row.n}`, row])).values()];
  const ps = [...new Set(cases.map(({ p }) => p))].sort();
  const panels = ps.map((p) => {
    const own = cases.filter((one) => one.p === p).map(({ n }) => rows.filter((row) => row.p === p && row.n === n));
    return `<div><h3>p = ${p}</h3>${own.map(oneSize).join('')}</div>`;
  });
  return `<div class="panels">${panels.join('')}</div>`;
}

function oneSize(rows: readonly Result[]): string {
  const most = Math.max(...rows.map(({ threads }) => threads));
  const native = rows.filter(({ name }) => name === 'native');
  const best = native.reduce((a, b) => (b.nanoseconds < a.nanoseconds ? b : a), native[0] ?? rows[0]);
  const all = rows.flatMap((row) => asBar(row, most, best));
  return bars(`${sizeName(rows[0].n)} elements, G elements/s`, all);
}

/** Slow ones have no bar that could be seen, and say how many times as slow they are. */
function asBar(row: Result, most: number, best: Result): Bar[] {
  const rate = row.elementsPerSecond / 1e9;
  const slower = `${digits(row.nanoseconds / best.nanoseconds)}× slower`;
  const bar = { value: rate, text: `${digits(rate)} <small>${percent(spreadOf(row))}</small>` };
  if (row.name === 'native copy') {
    return [{ ...bar, name: `copy, ${threadsName(row.threads)}`, colour: 'copy' }];
  }
  if (row.name === 'native') {
    const colour = row.threads === most ? 'native' : 'one';
    return [{ ...bar, name: `dropout, ${threadsName(row.threads)}`, colour }];
  }
  if (row.name === 'copy') return [];
  const name = row.name === 'loop' ? 'Math.random()' : row.name;
  return [{ ...bar, text: slower, name, colour: 'other' }];
}
