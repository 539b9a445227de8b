/** How many times as fast as other packages dropout is, on two processors: the table of docs/performance.md as ranges. */

import { readFileSync } from 'node:fs';
import { card, text } from './svg.js';

const [WIDTH, ROW, TOP, LEFT, RIGHT] = [700, 36, 56, 240, 40];
/** The axis is logarithmic. */
const TICKS = [1, 10, 100, 1000];

interface Range {
  peer: string;
  least: number;
  most: number;
}

function readRanges(): Range[] {
  const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
  const [, table] = /^\| \| Zen 4 \| an Intel \|\n.*\n((?:\|.*\n)+)/m.exec(page) ?? ['', ''];
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [, peer, ...times] = row.split('|').map((cell) => cell.trim());
      const [first, second] = times.map(Number);
      return { peer, least: Math.min(first, second), most: Math.max(first, second) };
    });
}

function xOf(times: number): number {
  return Math.round(LEFT + (Math.log10(times) / 3) * (WIDTH - LEFT - RIGHT));
}

export function peers(): string {
  const ranges = readRanges();
  const bottom = TOP + ranges.length * ROW;
  const axis = TICKS.flatMap((tick) => [
    `<path d="M${xOf(tick)} ${TOP - 8}V${bottom}" stroke="#334155"/>`,
    text(xOf(tick), TOP - 16, `${tick} ×`),
  ]);
  const bars = ranges.flatMap(({ peer, least, most }, k) => {
    const y = TOP + k * ROW + 8;
    return [
      `<text x="${LEFT - 20}" y="${y + 14}" text-anchor="end">${peer}</text>`,
      `<rect x="${xOf(least)}" y="${y}" width="${xOf(most) - xOf(least)}" height="20" rx="4" fill="#38bdf8"/>`,
      `<text x="${xOf(least) - 6}" y="${y + 15}" text-anchor="end">${least}</text>`,
      `<text x="${xOf(most) + 6}" y="${y + 15}" text-anchor="start">${most}</text>`,
    ];
  });
  const title = 'How many times as fast as other packages native-dropout is, on two processors';
  return card(WIDTH, bottom + 16, title, [...axis, ...bars]);
}
