/** README.md has at most 8 kB, and a line of code in a page at most 80 columns. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/child.js';

const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = ['README.md', ...docs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file))];

test('README.md', () => expect(readFileSync(join(root, 'README.md')).length).toBeLessThanOrEqual(8000));

test.each(pages)('%s', (page) => {
  const blocks = readFileSync(join(root, page), 'utf8').match(/^```(?!mermaid)[\s\S]*?^```$/gm) ?? [];
  const lines = blocks.flatMap((block) => block.split('\n'));
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
