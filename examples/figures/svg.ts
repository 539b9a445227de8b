/** Parts of SVG pictures. They have a background, so that they are readable on light and on dark pages. */

const PAPER = '#0f172a';
const INK = '#e2e8f0';

/** Values from 0 to `white` are drawn in this many greys. */
const GREYS = 16;

/**
 * @param title What the picture shows, for screen readers.
 * @param parts The elements of the picture.
 */
export function card(width: number, height: number, title: string, parts: readonly string[]): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" rx="12" fill="${PAPER}"/>`,
    `<g font-family="ui-sans-serif, system-ui, sans-serif" font-size="15" text-anchor="middle" fill="${INK}">`,
    ...parts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

export function text(x: number, y: number, words: string): string {
  return `<text x="${x}" y="${y}">${words}</text>`;
}

export interface Raster {
  /** Row by row, from 0 to `white`. */
  values: ArrayLike<number>;
  columns: number;
  white: number;
  /** Of the upper left corner, in pixels of the picture. */
  x: number;
  y: number;
  /** The side of a value's square. */
  cell: number;
}

/** Values as squares, from black to white: one path for each grey, with neighbours of one grey as one rectangle. */
export function raster({ values, columns, white, x, y, cell }: Raster): string {
  const rows = values.length / columns;
  const greyOf = (i: number) => Math.round((values[i] / white) * GREYS);
  const paths = Array.from({ length: GREYS + 1 }, () => '');
  for (let i = 0, end = 0; i < values.length; i = end) {
    const [row, grey] = [Math.floor(i / columns), greyOf(i)];
    for (end = i + 1; end < (row + 1) * columns && greyOf(end) === grey; ) ++end;
    if (grey > 0) paths[grey] += `M${i % columns} ${row}h${end - i}v1h${i - end}z`;
  }
  const colour = (k: number) => `hsl(0 0% ${(100 * k) / GREYS}%)`;
  return [
    `<g transform="translate(${x} ${y}) scale(${cell})" shape-rendering="crispEdges">`,
    `<rect width="${columns}" height="${rows}" fill="#000"/>`,
    ...paths.flatMap((path, k) => (path === '' ? [] : [`<path fill="${colour(k)}" d="${path}"/>`])),
    '</g>',
  ].join('\n');
}
