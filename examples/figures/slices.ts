/** The masks of a seed: a row for each draw, a column for each index, and the columns of one worker. */

import { Generator } from 'native-dropout';
import { card, raster, text } from './svg.js';

const P = 0.5;
const [DRAWS, LENGTH, WORKERS, RANK] = [6, 64, 4, 2];
const [LEFT, TOP, CELL] = [90, 48, 9];

export function slices(): string {
  const generator = new Generator(42);
  const masks = Array.from({ length: DRAWS }, () => generator.mask(P));
  const width = LENGTH * CELL;
  const height = DRAWS * CELL * 2;
  const slice = width / WORKERS;
  const rows = masks.flatMap((mask, draw) => {
    const y = TOP + draw * CELL * 2;
    return [
      `<text x="${LEFT - 12}" y="${y + 12}" text-anchor="end">draw ${draw}</text>`,
      raster({ values: mask.toUint8Array(LENGTH), columns: LENGTH, white: 1.2, x: LEFT, y: y + 3, cell: CELL }),
    ];
  });
  const ranks = Array.from({ length: WORKERS }, (_, rank) => text(LEFT + (rank + 0.5) * slice, 30, `worker ${rank}`));
  const x = LEFT + RANK * slice;
  const offset = (RANK * LENGTH) / WORKERS;
  return card(LEFT + width + 30, TOP + height + 44, 'The masks of a seed, and the part of one of four workers', [
    ...ranks,
    ...rows,
    `<rect x="${x}" y="${TOP - 5}" width="${slice}" height="${height + 7}" rx="4" fill="none" stroke="#38bdf8" stroke-width="3"/>`,
    text(x + slice / 2, TOP + height + 26, `offset ${offset}`),
  ]);
}
