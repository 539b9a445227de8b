/** What four forms drop of a batch of images: three samples with four channels each. */

import * as nd from 'native-dropout';
import { card, raster, text } from './svg.js';

const P = 0.3;
/** Kept values are a little darker, dropped ones black. */
const WHITE = 1.7;
const [SAMPLES, CHANNELS, SIDE] = [3, 4, 12];
const [MARGIN, CELL, GAP] = [20, 3, 4];
const IMAGE = SIDE * CELL + GAP;
const TILE = CHANNELS * IMAGE;

const shape = [SAMPLES, CHANNELS, SIDE, SIDE];

export function forms(): string {
  const x = new Float32Array(SAMPLES * CHANNELS * SIDE * SIDE).fill(1);
  const generator = () => new nd.Generator(8);
  const tiles: [string, Float32Array][] = [
    ['dropout', nd.dropout(x, P, { generator: generator() })],
    ['dropout2d', nd.dropout2d(x, P, { shape, generator: generator() })],
    ['dropBlock2d', nd.dropBlock2d(x, P, { shape, blockSize: 5, generator: generator() })],
    ['dropPath', nd.dropPath(x, P, { shape, generator: generator() })],
  ];
  const parts = tiles.flatMap(([name, y], k) => {
    const left = MARGIN + k * (TILE + MARGIN);
    const images = Array.from({ length: SAMPLES * CHANNELS }, (_, i) => {
      const values = y.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
      const [column, row] = [i % CHANNELS, Math.floor(i / CHANNELS)];
      const corner = { x: left + column * IMAGE, y: MARGIN + row * IMAGE };
      return raster({ values, columns: SIDE, white: WHITE, ...corner, cell: CELL });
    });
    return [...images, text(left + (TILE - GAP) / 2, MARGIN + SAMPLES * IMAGE + 20, name)];
  });
  const width = MARGIN + tiles.length * (TILE + MARGIN) - GAP;
  const title = 'What dropout, dropout2d, dropBlock2d and dropPath drop of three images with four channels';
  return card(width, 2 * MARGIN + SAMPLES * IMAGE + 10, title, parts);
}
