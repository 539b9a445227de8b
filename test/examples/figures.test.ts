/** The pictures of the pages are those that `npm run figures` draws. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FIGURES } from '../../examples/figures/figures.js';

const folder = new URL('../../docs/figures/', import.meta.url);

test('every picture has a function that draws it', () => {
  expect(readdirSync(folder)).toEqual(Object.keys(FIGURES));
});

test.each(Object.entries(FIGURES))('%s', (name, draw) => {
  expect(readFileSync(new URL(name, folder), 'utf8') === draw()).toBe(true);
});
