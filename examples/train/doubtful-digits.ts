/** Three doubtful digits in the terminal. */

import { draw } from '../quickstart/draw.js';
import { line } from '../shared/terminal.js';
import type { Digits } from './data.js';
import type { Doubtful } from './doubt.js';

const WIDTH = 24;
const GAP = 2;

export function printDoubtful(all: readonly Doubtful[], { side, pixels }: Digits): void {
  const shown = all.slice(0, 3);
  line('The digits over which the passes disagree most, with their predictions:');
  line(shown.map((one) => `${two(one)}: a ${one.label}`.padEnd(WIDTH + GAP)).join(''));
  const images = shown.map(({ image }) => pixels.subarray(image * side ** 2, (image + 1) * side ** 2));
  for (const text of draw(images, side, 1)) line(text);
}

/** The two likeliest classes. */
function two({ mean }: Doubtful): string {
  const classes = Array.from(mean.keys()).sort((a, b) => mean[b] - mean[a]);
  return classes
    .slice(0, 2)
    .map((one) => `${one} ${Math.round(100 * mean[one])} %`)
    .join(', ');
}
