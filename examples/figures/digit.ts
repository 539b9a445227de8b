/** A handwritten digit before dropout, after it in two steps, and the mean of many steps, which is the digit again. */

import { Dropout, Generator } from 'native-dropout';
import { readTestImages } from '../shared/mnist.js';
import { card, raster, text } from './svg.js';

const P = 0.5;
const STEPS = 1000;
/** The number of the image in MNIST's test set. */
const IMAGE = 61;

const [MARGIN, CELL, GAP] = [20, 6, 16];

export function digit(): string {
  const { side, pixels } = readTestImages();
  const x = pixels.subarray(IMAGE * side * side, (IMAGE + 1) * side * side);
  const layer = new Dropout(P, { generator: new Generator(42) });
  const steps = Array.from({ length: STEPS }, () => layer.forward(x));
  const mean = Array.from(x, (_, i) => steps.reduce((sum, y) => sum + y[i], 0) / STEPS);

  const panels = [
    ['before', x],
    ['step 1', steps[0]],
    ['step 2', steps[1]],
    ['mean of 1,000 steps', mean],
  ] as const;
  const size = side * CELL;
  const parts = panels.flatMap(([caption, values], k) => {
    const left = MARGIN + k * (size + GAP);
    return [
      raster({ values, columns: side, white: 1 / (1 - P), x: left, y: MARGIN, cell: CELL }),
      text(left + size / 2, MARGIN + size + 25, caption),
    ];
  });
  const width = 2 * MARGIN + panels.length * (size + GAP) - GAP;
  return card(width, size + 2 * MARGIN + 20, 'A handwritten digit before and after dropout with p = 0.5', parts);
}
