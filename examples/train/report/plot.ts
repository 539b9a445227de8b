/** Draws plots as SVG, so that the page needs no script. */

import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

const SIZE = { width: 420, height: 280, marginLeft: 44, marginBottom: 38 };
const STYLE = { fontSize: '12px', background: 'none', maxWidth: '100%', height: 'auto' };

export function svg(options: Plot.PlotOptions, describes: string): string {
  const plot = Plot.plot({ ...SIZE, ...options, document, style: STYLE, ariaLabel: describes });
  plot.setAttribute('role', 'img');
  return plot.outerHTML;
}

/** Custom properties of the page's style. */
export const COLOURS = { dropout: 'var(--native)', without: 'var(--mask)', soft: 'var(--soft)' } as const;
