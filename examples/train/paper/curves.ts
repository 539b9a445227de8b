/** Draws the losses and the test errors of both networks over the epochs, as one SVG file. */

import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Row } from './training.js';

const PANEL = { width: 420, height: 280 };

/** Colours that are readable on white and on black. */
const COLOURS: Readonly<Record<string, string>> = { without: '#c2570c', dropout: '#2f7ed8' };
const INK = '#808080';

interface Panel {
  title: string;
  y: Plot.ScaleOptions;
  value(point: Row['points'][number]): number;
}

const PANELS: readonly Panel[] = [
  { title: 'cross-entropy while training', y: { type: 'log' }, value: ({ loss }) => loss },
  { title: 'test error, %', y: { type: 'log' }, value: ({ error }) => 100 * error },
];

export function curves(rows: readonly Row[]): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const panels = PANELS.map(({ title, y, value }, k) => {
    const places = rows.flatMap(({ network, points }) =>
      points.map((point, epoch) => ({ network, epoch: epoch + 1, value: value(point) })),
    );
    const plot = Plot.plot({
      ...PANEL,
      document,
      ariaLabel: title,
      style: { background: 'none', color: INK, fontSize: '12px' },
      marginLeft: 50,
      marginRight: 60,
      x: { label: 'epoch' },
      y: { ...y, label: title, grid: true, tickFormat: '~g' },
      marks: [
        Plot.lineY(places, { x: 'epoch', y: 'value', z: 'network', stroke: ({ network }) => COLOURS[network] }),
        Plot.text(
          places,
          Plot.selectLast({
            x: 'epoch',
            y: 'value',
            z: 'network',
            text: 'network',
            dx: 6,
            textAnchor: 'start',
            fill: ({ network }) => COLOURS[network],
          }),
        ),
      ],
    });
    plot.setAttribute('role', 'img');
    plot.querySelector('style')?.remove(); // its rules are for a page
    plot.setAttribute('x', String(k * PANEL.width));
    return plot.outerHTML;
  });
  const size = { width: PANEL.width * PANELS.length, height: PANEL.height };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Loss and test error of both networks over the epochs">${panels.join('')}</svg>\n`;
}
