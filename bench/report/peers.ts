/** Bars: elements a second of this package and of the peers, a chart for each case. */

import { sizeName } from '../cases.js';
import type { PeerResult } from '../peers/results.js';
import { barX, chart, text } from './plot.js';

interface Bar {
  name: string;
  rate: number;
  label: string;
  colour: string;
}

export function peerBars(results: readonly PeerResult[]): string {
  const cases = [...new Set(results.map(({ n, p }) => `${sizeName(n)} elements, p = ${p}`))];
  const floor = Math.min(...results.map(({ elementsPerSecond }) => elementsPerSecond / 1e9)) / 2;
  const most = Math.max(...results.map(({ elementsPerSecond }) => elementsPerSecond / 1e9));
  const charts = cases.map((title) => {
    const rows = results.filter(({ n, p }) => `${sizeName(n)} elements, p = ${p}` === title);
    return peerChart(title, rows.map(bar), [floor, most]);
  });
  return `<div class="charts">${charts.join('')}</div>`;
}

const COLOURS: Record<string, string> = {
  'native-dropout native': 'var(--native)',
  'native-dropout wasm': 'var(--wasm)',
  'native-dropout js': 'var(--js)',
};

function bar({ name, threads, elementsPerSecond, nativeOver }: PeerResult): Bar {
  const rate = elementsPerSecond / 1e9;
  const ratio = nativeOver && nativeOver.allThreads > 1.005 ? `  1/${nativeOver.allThreads.toPrecision(3)}` : '';
  const short = name.replace('native-dropout ', '');
  const alone = name.startsWith('native-dropout') && !name.endsWith('native');
  return {
    name: threads === undefined || alone ? short : `${short}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    rate,
    label: `${rate.toPrecision(3)}${ratio}`,
    colour: COLOURS[name] ?? 'var(--loop)',
  };
}

const RATES = [0.001, 0.01, 0.1, 1, 10, 100];

function peerChart(title: string, bars: readonly Bar[], domain: number[]): string {
  return chart(title, {
    height: 56 + 24 * bars.length,
    marginLeft: 130,
    marginRight: 92,
    marginBottom: 42,
    x: {
      type: 'log',
      domain,
      ticks: RATES.filter((rate) => rate >= domain[0] && rate <= domain[1]),
      tickFormat: String,
      grid: true,
      label: 'G elements/s, logarithmic',
      labelOffset: 38,
    },
    y: { label: null, domain: bars.map(({ name }) => name), tickSize: 0 },
    marks: [
      barX(bars, { x1: () => domain[0], x2: 'rate', y: 'name', fill: 'colour' }),
      text(bars, { x: 'rate', y: 'name', text: 'label', textAnchor: 'start', dx: 5 }),
    ],
  });
}
