/** The polynomials for normals have the same coefficients in docs/mask.md, TypeScript and C++, to the last bit. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

function text(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}

/** Of the rows of L, S and C, without their signs. */
const rows = text('docs/mask.md').match(/^\| [LSC]\([tq]\) .*$/gm) ?? [];
const coefficients = rows.flatMap((row) => {
  const [, cell] = /\|([^|]*)\|$/.exec(row) ?? ['', ''];
  return cell.split(',').map((number) => Math.fround(Number(number.trim().replace('−', ''))));
});

/** As `0x1.8p-1f`, or as 0.75. */
function literals(code: string): number[] {
  const hexadecimal = Array.from(code.matchAll(/0x1(?:\.([0-9a-f]+))?p(-?\d+)f/g), ([, digits = '', exponent]) => {
    return Number.parseInt(`1${digits}`, 16) * 2 ** (Number(exponent) - 4 * digits.length);
  });
  const decimal = Array.from(code.matchAll(/(?<![\w.])\d+\.?\d*(?:e-\d+)?(?![\w.])/g), ([number]) =>
    Math.fround(Number(number)),
  );
  return [...hexadecimal, ...decimal];
}

test.each(['native/kernels/normals.inl', 'src/engine/js/random.ts', 'test/reference/numbers.ts'])('%s', (file) => {
  expect(coefficients).toHaveLength(17);
  expect(literals(text(file))).toEqual(expect.arrayContaining(coefficients));
});
