// How `mask` and `replay` give the elements of a mask.
import { writeFileSync } from 'node:fs';
import { integer, output } from '../options.mjs';
import { openFile } from './file.mjs';

/** The most elements that are printed. */
const PRINTED = 2 ** 24;

export const bitsOptions = {
  n: integer('elements', 1, 2 ** 32 - 1, 64),
  out: { ...output('a file for the bits, packed, lowest first', undefined), usual: 'prints them' },
};

/** Refuses more elements than can be printed, before they are drawn. */
export function checkBits({ n, out }) {
  if (out !== undefined || n <= PRINTED) return;
  throw new RangeError(`--n: expected at most ${PRINTED.toLocaleString('en-US')} without --out, got ${n}`);
}

/**
 * Writes the first n elements into the file, or prints them, 64 in a line.
 * @param draw Returns the mask, when the file is open.
 */
export function giveBits(draw, { n, out }) {
  const file = out === undefined ? undefined : openFile('out', out);
  const mask = draw();
  if (file !== undefined) writeFileSync(file, new Uint8Array(mask.toBits(n).buffer, 0, Math.ceil(n / 8)));
  else
    console.log(
      mask
        .toUint8Array(n)
        .join('')
        .replace(/.{64}(?=.)/g, '$&\n'),
    );
}
