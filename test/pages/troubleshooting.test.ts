/** The messages of docs/troubleshooting.md are those of the package. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/child.js';

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
const sources = files
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'));

/** Strings that continue on the next line as one, and every value in a template as `wasm`. */
const code = sources
  .join('\n')
  .replaceAll(/['`] \+\s+['`]/g, '')
  .replaceAll(/\$\{[^}]*\}/g, 'wasm');

const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');
const cells = [...page.matchAll(/^\| (`.*?) \| /gm)].map(([, cell]) => cell);
const messages = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, message]) => message));

test('there are some', () => expect(messages.length).toBeGreaterThan(10));

test.each(messages.filter((message) => !message.startsWith('util_1.')))('%s', (message) => {
  expect(code).toContain(message);
});
