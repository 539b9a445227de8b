/** Elements a second over the number of elements, a chart for each p. */

import { sizeName } from '../cases.js';
import type { Result } from '../results.js';
import { chart, dot, line } from './plot.js';
import { legend, SERIES, type Series, seriesOf } from './series.js';

interface Point {
  n: number;
  rate: number;
  series: Series;
}

export function rooflines(results: readonly Result[]): string {
  const rows = results.filter(({ operation, dtype }) => operation === 'dropout' && dtype === 'float32');
  const allThreads = Math.max(...rows.map(({ threads }) => threads));
  const points = (p: number): Point[] =>
    rows.flatMap((row) => {
      const series = seriesOf(row, allThreads);
      return row.p === p && series ? [{ n: row.n, rate: row.elementsPerSecond / 1e9, series }] : [];
    });
  const ps = [...new Set(rows.map(({ p }) => p))].sort();
  const all = ps.flatMap(points);
  const domain = [Math.min(...all.map(({ rate }) => rate)) * 0.8, Math.max(...all.map(({ rate }) => rate)) * 1.2];
  const drawn = SERIES.filter((series) => all.some((point) => point.series === series));
  return `${legend(drawn)}<div class="charts">${ps.map((p) => roofline(`p = ${p}`, points(p), domain)).join('')}</div>`;
}

const RATES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];

function inside(rate: number, [low, high]: number[]): boolean {
  return rate >= low && rate <= high;
}

function roofline(title: string, points: Point[], domain: number[]): string {
  const lines = SERIES.map((series) => {
    const own = points.filter((point) => point.series === series).sort((a, b) => a.n - b.n);
    const style = { stroke: series.colour, strokeWidth: 2.2, strokeDasharray: series.dash ?? 'none' };
    return [line(own, { x: 'n', y: 'rate', ...style }), dot(own, { x: 'n', y: 'rate', r: 2.5, fill: series.colour })];
  });
  return chart(title, {
    height: 330,
    marginLeft: 42,
    marginRight: 24,
    marginBottom: 46,
    x: {
      type: 'log',
      base: 2,
      ticks: [...new Set(points.map(({ n }) => n))],
      tickFormat: sizeName,
      label: 'elements',
      labelOffset: 40,
    },
    y: {
      type: 'log',
      domain,
      ticks: RATES.filter((rate) => inside(rate, domain)),
      grid: true,
      tickFormat: String,
      label: 'G elements/s',
    },
    marks: lines.flat(),
  });
}
