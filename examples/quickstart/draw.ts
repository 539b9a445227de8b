/** Draws greyscale images in the terminal: a character shows two pixels, an upper and a lower one. */

import { colours } from '../shared/terminal.js';

/** Pixels that are not drawn at each edge, which is background in most digits of MNIST. */
const MARGIN = 2;

/**
 * @param images Square images of side `side`, which are drawn in a row.
 * @param white The value that is drawn brightest; 0 is black.
 * @returns One string a line.
 */
export function draw(images: Float32Array[], side: number, white: number): string[] {
  const lines: string[] = [];
  for (let row = MARGIN; row < side - MARGIN; row += 2) {
    lines.push(images.map((image) => cells(image, row * side, side, white)).join('  '));
  }
  return lines;
}

function cells(image: Float32Array, start: number, side: number, white: number): string {
  const cell = colours ? grey : shade;
  let text = '';
  for (let i = start + MARGIN; i < start + side - MARGIN; ++i) {
    text += cell(image[i] / white, image[i + side] / white);
  }
  return colours ? `${text}\x1b[0m` : text;
}

/** The upper half in the foreground grey, the lower half in the background grey, of the 24 that terminals have. */
function grey(upper: number, lower: number): string {
  return `\x1b[38;5;${232 + Math.round(upper * 23)};48;5;${232 + Math.round(lower * 23)}m▀`;
}

/** A half block if one half is bright and the other dark; otherwise a shade for the mean of both. */
function shade(upper: number, lower: number): string {
  if (upper > 0.6 && lower < 0.2) return '▀';
  if (lower > 0.6 && upper < 0.2) return '▄';
  return ' ░▒▓█'[Math.round(((upper + lower) / 2) * 4)];
}
