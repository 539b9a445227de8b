/** Names of this package in the tables of docs/migrate/ are names in its sources. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/child.js';

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
const sources = files
  .filter((file) => file.endsWith('.ts') && !file.endsWith('wasm-module.ts'))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');

const folder = join(root, 'docs/migrate');
const pages = readdirSync(folder).map((page) => ({ page, text: readFileSync(join(folder, page), 'utf8') }));

/** The first word of each code span in the columns after the first one. */
function ours(text: string): string[] {
  const [names] = /^## Names\n[\s\S]*?^## /m.exec(text) ?? [''];
  const cells = names.split('\n').flatMap((row) => row.replaceAll('\\|', '/').split('|').slice(2));
  const spans = cells.flatMap((cell) => [...cell.matchAll(/`(?:new )?(\w+)[^`]*`(?! →)/g)]);
  return spans.map(([, name]) => name);
}

test.each(pages)('$page', ({ text }) => {
  const names = ours(text);
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(sources))).toEqual([]);
});
