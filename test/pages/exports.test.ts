/** The pages name every export: api.md the functions and classes, tfjs.md, replay.md and layers.md the rest. */

import { readFileSync } from 'node:fs';
import * as native from 'native-dropout';
import * as replay from 'native-dropout/replay';
import * as ours from 'native-dropout/tfjs';
import { expect, test } from 'vitest';
import { rows } from '../programs/rows.js';
import { layerRows } from '../tfjs/layer-rows.js';

const root = new URL('../../', import.meta.url);

/** The start of a row of a table, or of a list. */
const FIRST_CELL = '^[|*] [^|\n]*';

/** The names that a page does not have in code after these characters, alone or before an argument. */
function missing(page: string, names: readonly string[], after = ''): string[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  return names.filter((name) => !new RegExp(`${after}\`(new )?${name}\\b`, 'm').test(text));
}

test('docs/api.md', () => {
  // The layer of a function has its name with a capital letter.
  const functionOf = (layer: string): string => layer[0].toLowerCase() + layer.slice(1);
  const names = Object.keys(native).filter((name) => functionOf(name) === name || !(functionOf(name) in native));
  expect(missing('docs/api.md', names)).toEqual([]);
});

test('docs/layers.md', () => {
  const family = rows.map(({ call, layer }) => call?.name ?? layer.name);
  expect(missing('docs/layers.md', family, FIRST_CELL)).toEqual([]);
});

test('docs/replay.md', () => {
  expect(missing('docs/replay.md', Object.keys(replay))).toEqual([]);
});

test('docs/tfjs.md', () => {
  const { execution, install, uninstall, layers, layersFor, seeded, splitBatch, ...functions } = ours;
  expect(missing('docs/tfjs.md', [...Object.keys(functions), ...Object.keys(layers)], FIRST_CELL)).toEqual([]);
  expect(missing('docs/tfjs.md', Object.keys(ours))).toEqual([]);
  const page = readFileSync(new URL('docs/tfjs.md', root), 'utf8');
  expect(layerRows.filter(({ className }) => !page.includes(`| ${className} |`))).toEqual([]);
});
