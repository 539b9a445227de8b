/** Where the time of a native thread goes: drawing the mask and the rest, beside a copy of the same bytes. */

import { sizeName } from '../cases.js';
import type { Result } from '../results.js';
import { barX, chart, text } from './plot.js';

interface Part {
  row: string;
  /** Picoseconds an element. */
  from: number;
  to: number;
  colour: string;
}

export function split(results: readonly Result[]): string {
  const rows = results.filter(({ dtype, threads }) => dtype === 'float32' && threads === 1);
  const sizes = [...new Set(rows.filter(({ operation }) => operation === 'draw').map(({ n }) => n))];
  const charts = sizes.map((n) => {
    const own = rows.filter((row) => row.n === n);
    return splitChart(`${sizeName(n)} elements of float32, 1 thread`, parts(own));
  });
  const legend =
    '<ul class="legend"><li><i style="background:var(--mask)"></i>the mask alone, as packed bits</li>\
<li><i style="background:var(--native)"></i>the rest of dropout</li>\
<li><i style="background:var(--copy)"></i>native copy</li></ul>';
  return `${legend}<div class="charts">${charts.join('')}</div>`;
}

function parts(rows: readonly Result[]): Part[] {
  const find = (operation: string, name: string, p: number) =>
    rows.find((row) => row.operation === operation && row.name === name && row.p === p);
  const ps = [...new Set(rows.filter(({ operation }) => operation === 'draw').map(({ p }) => p))].sort();
  return ps.flatMap((p) => {
    const mask = picoseconds(find('draw', 'native', p));
    const whole = picoseconds(find('dropout', 'native', p));
    const copy = picoseconds(find('dropout', 'native copy', p));
    return [
      { row: `dropout, p = ${p}`, from: 0, to: mask, colour: 'var(--mask)' },
      { row: `dropout, p = ${p}`, from: mask, to: whole, colour: 'var(--native)' },
      { row: `copy, p = ${p}`, from: 0, to: copy, colour: 'var(--copy)' },
    ].filter(({ to }) => to > 0);
  });
}

function picoseconds(result: Result | undefined): number {
  return result === undefined ? 0 : 1e12 / result.elementsPerSecond;
}

function splitChart(title: string, all: readonly Part[]): string {
  const rows = [...new Set(all.map(({ row }) => row))];
  const ends = rows.map((row) => ({
    row,
    to: Math.max(...all.filter((part) => part.row === row).map(({ to }) => to)),
  }));
  return chart(title, {
    height: 62 + 28 * rows.length,
    marginBottom: 42,
    marginLeft: 120,
    marginRight: 40,
    x: { label: 'picoseconds an element', labelOffset: 38, ticks: 5, grid: true },
    y: { label: null, domain: rows, tickSize: 0 },
    marks: [
      barX(all, { x1: 'from', x2: 'to', y: 'row', fill: 'colour' }),
      text(ends, { x: 'to', y: 'row', text: ({ to }) => to.toFixed(0), textAnchor: 'start', dx: 5 }),
    ],
  });
}
