/** Shows what each form of dropout does to a digit. */

import {
  alphaDropout,
  dropBlock2d,
  dropout,
  dropout1d,
  dropPath,
  Generator,
  gaussianDropout,
  gaussianNoise,
} from 'native-dropout';
import { readTestImages } from '../shared/mnist.js';
import { heading, line } from '../shared/terminal.js';
import { draw } from './draw.js';

/** Number of images, and the one to which all forms are applied, a 4. */
const BATCH = 6;
const SHOWN = 4;
const COLUMNS = 3;
/** Of dropPath. */
const RATE = 0.3;

/** Width of a digit in the terminal, and the gap between two digits, in characters. */
const WIDTH = 24;
const GAP = 2;

interface Form {
  title: string;
  /** Applies the form to a batch of images. */
  apply(images: Float32Array, side: number, generator: Generator): Float32Array;
}

const FORMS: Form[] = [
  { title: 'dropout: pixels', apply: (x, _side, generator) => dropout(x, 0.3, { generator }) },
  {
    title: 'dropout1d: whole rows',
    apply: (x, side, generator) => dropout1d(x, 0.3, { shape: [BATCH, side, side], generator }),
  },
  {
    title: 'dropBlock2d: blocks',
    apply: (x, side, generator) => dropBlock2d(x, 0.3, { shape: [BATCH, 1, side, side], blockSize: 5, generator }),
  },
  { title: 'alphaDropout', apply: (x, _side, generator) => alphaDropout(x, 0.2, { generator }) },
  { title: 'gaussianDropout', apply: (x, _side, generator) => gaussianDropout(x, 0.3, { generator }) },
  { title: 'gaussianNoise', apply: (x, _side, generator) => gaussianNoise(x, 0.3, { generator }) },
];

export function showFamily(): void {
  const { side, pixels } = readTestImages();
  const size = side * side;
  const batch = pixels.slice(0, BATCH * size);
  const generator = new Generator(3);
  heading(`4  Forms of dropout, on one digit of a batch of ${BATCH}`);
  const images = FORMS.map(({ title, apply }) => {
    const after = apply(batch, side, generator);
    const image = after.subarray(SHOWN * size, (SHOWN + 1) * size);
    return { title, image: image.map((value) => Math.min(Math.max(value, 0), 2)) };
  });
  for (let first = 0; first < images.length; first += COLUMNS) {
    const row = images.slice(first, first + COLUMNS);
    line(row.map(({ title }) => title.padEnd(WIDTH + GAP)).join(''));
    draw(
      row.map(({ image }) => image),
      side,
      2,
    ).forEach(line);
  }

  line(`dropPath: whole digits, here of all ${BATCH}`);
  const dropped = dropPath(batch, RATE, { shape: [BATCH, size], generator });
  const halves = Array.from({ length: BATCH }, (_, k) => halved(dropped.subarray(k * size, (k + 1) * size), side));
  draw(halves, side / 2, 1 / (1 - RATE)).forEach(line);
}

/** An image of half the size: each pixel is the mean of four. */
function halved(image: Float32Array, side: number): Float32Array {
  return Float32Array.from({ length: (side / 2) ** 2 }, (_, k) => {
    const corner = 2 * (k % (side / 2)) + 2 * side * Math.floor(k / (side / 2));
    return (image[corner] + image[corner + 1] + image[corner + side] + image[corner + side + 1]) / 4;
  });
}
