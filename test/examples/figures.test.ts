/** The pictures of the pages are those that `npm run figures` draws, except the experiment's. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FIGURES } from '../../examples/figures/figures.js';

const folder = new URL('../../docs/figures/', import.meta.url);

/** What `npm run train -- --paper` writes. */
const OF_TRAINING = ['experiment-choice.json', 'experiment.json', 'experiment.svg'];

test('every other picture has a function that draws it', () => {
  expect(readdirSync(folder).filter((name) => !OF_TRAINING.includes(name))).toEqual(Object.keys(FIGURES));
});

test.each(Object.entries(FIGURES))('%s', (name, draw) => {
  expect(readFileSync(new URL(name, folder), 'utf8') === draw()).toBe(true);
});
