/** Shows what each form of dropout does to a digit. */

import {
  alphaDropout,
  dropBlock2d,
  dropout1d,
  dropPath,
  Generator,
  gaussianDropout,
  gaussianNoise,
} from 'native-dropout';
import { readTestImages } from '../shared/mnist.js';
import { heading, line } from '../shared/terminal.js';
import { draw } from './draw.js';

/** Index of the image that is drawn, a 4. The rest of the batch gives dropPath images to drop. */
const SHOWN = 4;
const BATCH = 8;
const COLUMNS = 3;

/** Width of a digit in the terminal, and the gap between two digits, in characters. */
const WIDTH = 24;
const GAP = 2;

interface Form {
  title: string;
  /** Applies the form to a batch of images. */
  apply(images: Float32Array, side: number, generator: Generator): Float32Array;
}

const FORMS: Form[] = [
  {
    title: 'dropout1d: whole rows',
    apply: (x, side, generator) => dropout1d(x, 0.3, { shape: [BATCH, side, side], generator }),
  },
  {
    title: 'dropPath: whole digits',
    apply: (x, side, generator) => dropPath(x, 0.3, { shape: [BATCH, side * side], generator }),
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
  heading('4  Forms of dropout, on one digit of a batch of eight');
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
}
