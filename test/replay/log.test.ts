/** Logarithms are rounded to nearest where those of the JavaScript engine are not; bits after the last one are 0. */

import { expect, test } from 'vitest';
import { drawingDoubles, packDoubles } from '../../src/replay/doubles.js';
import { log } from '../../src/replay/log.js';
import { initGenrand } from '../../src/replay/mt19937.js';

/** By Python's decimal, 50 digits. V8's Math.log gives other last bits. */
const LOGARITHMS = [
  [0.020483612791232675, -3.8881300885465993],
  [0.4016764806306522, -0.9121082889186166],
  [0.29026366713531204, -1.2369655720525536],
  [0.7011642750435169, -0.355013075545122],
  [0.9574440528259551, -0.04348799010343871],
  [0.6228340076529896, -0.47347523606060665],
];

test.each([[1, 0], [2, Math.LN2], [Math.E, 1], ...LOGARITHMS])('log(%f)', (x, logarithm) => {
  expect(log(x)).toBe(logarithm);
});

test('packed comparisons of float64', () => {
  expect([...packDoubles(drawingDoubles(initGenrand(1)), 37, 1, true)]).toEqual([0xffffffff, 31]);
});
