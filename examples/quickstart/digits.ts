/** A whole data set in one call: the mask differs from image to image, the mean brightness stays the same. */

import { Dropout, Generator } from 'native-dropout';
import { readTestImages } from '../shared/mnist.js';
import { heading, line, number } from '../shared/terminal.js';
import { draw } from './draw.js';

const P = 0.5;
/** Images of the test set that are drawn: a 5, a 0 and a 4. */
const SHOWN = [8, 3, 4];

export function showDigits(): void {
  const { count, side, pixels } = readTestImages();
  const layer = new Dropout(P, { generator: new Generator(42) });
  const after = layer.forward(pixels);

  heading(`3  Dropout(${P}) on ${number(count)} digits of MNIST, of which three are drawn`);
  const image = (all: Float32Array, k: number) => all.subarray(k * side * side, (k + 1) * side * side);
  for (const [title, all] of [
    ['before', pixels],
    ['after: kept pixels are twice as bright', after],
  ] as const) {
    line(title);
    draw(
      SHOWN.map((k) => image(all, k)),
      side,
      1 / (1 - P),
    ).forEach(line);
  }

  const kept = layer.mask === undefined ? 1 : mean(layer.mask.toUint8Array(pixels.length));
  const dropped = number(100 * (1 - kept), 2);
  line(
    `${dropped} % of ${number(pixels.length)} pixels dropped; ` +
      `mean brightness ${mean(pixels).toFixed(4)} → ${mean(after).toFixed(4)}`,
  );
}

function mean(values: Float32Array | Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; ++i) sum += values[i];
  return sum / values.length;
}
