/** The lines of the charts: whose results they are, and how they look in light and dark. */

import type { Result } from '../results.js';

export interface Series {
  label: string;
  /** A custom property of page.ts. */
  colour: string;
  dash?: string;
  includes(result: Result, allThreads: number): boolean;
}

export const SERIES: Series[] = [
  {
    label: 'native copy, all threads',
    colour: 'var(--copy)',
    dash: '2 3',
    includes: ({ name, threads }, all) => name === 'native copy' && threads === all && all > 1,
  },
  {
    label: 'native copy, 1 thread',
    colour: 'var(--copy)',
    dash: '6 3',
    includes: ({ name, threads }) => name === 'native copy' && threads === 1,
  },
  {
    label: 'native, all threads',
    colour: 'var(--native)',
    includes: ({ name, threads }, all) => name === 'native' && threads === all && all > 1,
  },
  {
    label: 'native, 1 thread',
    colour: 'var(--native-1)',
    includes: ({ name, threads }) => name === 'native' && threads === 1,
  },
  { label: 'wasm', colour: 'var(--wasm)', includes: ({ name }) => name === 'wasm' },
  { label: 'js', colour: 'var(--js)', includes: ({ name }) => name === 'js' },
  { label: 'Math.random() < p', colour: 'var(--loop)', includes: ({ name }) => name === 'loop' },
];

export function seriesOf(result: Result, allThreads: number): Series | undefined {
  return SERIES.find((series) => series.includes(result, allThreads));
}

export function legend(series: readonly Series[]): string {
  const items = series.map(({ label, colour, dash }) => {
    const line = `<path d="M0,6H28" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash ?? 'none'}"/>`;
    return `<li><svg width="28" height="12" aria-hidden="true">${line}</svg>${label}</li>`;
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}
