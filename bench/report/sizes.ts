/** The speed of dropout at each size, a panel per p: linear bars of elements per second, the copy above dropout. */

import type { Result } from '../results.js';
import { sizeName } from '../trial/cases.js';
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

const ORDER: Result['name'][] = ['native', 'native copy', 'wasm', 'js', 'loop'];

function oneSize(rows: readonly Result[]): string {
  const most = Math.max(...rows.map(({ threads }) => threads));
  const native = rows.filter(({ name }) => name === 'native');
  const best = native.reduce((a, b) => (b.nanoseconds < a.nanoseconds ? b : a), native[0] ?? rows[0]);
  const inOrder = ORDER.flatMap((name) =>
    rows.filter((row) => row.name === name).sort((a, b) => b.threads - a.threads),
  );
  const all = inOrder.map((row) => asBar(row, most, best));
  return bars(`${sizeName(rows[0].n)} elements, G elements/s`, all);
}

/** Slow peers have no visible bar, so the text says how many times as slow they are. */
function asBar(row: Result, most: number, best: Result): Bar {
  const value = row.elementsPerSecond / 1e9;
  const text = `${digits(value)} <small>${percent(spreadOf(row))}</small>`;
  const who = threadsName(row.threads);
  if (row.name === 'native copy') return { name: `copy, ${who}`, value, text, colour: 'copy' };
  if (row.name === 'native') {
    return { name: `dropout, ${who}`, value, text, colour: row.threads === most ? 'native' : 'one' };
  }
  const slower = `${digits(row.nanoseconds / best.nanoseconds)}× slower`;
  return { name: row.name === 'loop' ? 'Math.random()' : row.name, value, text: slower, colour: 'other' };
}
