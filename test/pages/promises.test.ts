/** test/README.md lists every test with its promise, and every promise of README.md with its tests. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(root + file, 'utf8');

/** Programs that are run by commands and by CI, not by vitest. */
const programs = [
  ...`${read('tools/commands.mjs')}${read('.ci/native')}`.matchAll(/test\/([\w./-]+\.(?:ts|mjs))/g),
].map(([, file]) => file);

function isTest(file: string, text: string): boolean {
  if (/\.test\.ts$|\/types\.ts$/.test(file) || programs.includes(file)) return true;
  if (file.startsWith('conformance/')) return /^export const \w+: Check\[\]/m.test(text);
  return file.endsWith('.cc') && text.includes('TEST_CASE(');
}

/** The first sentence of the comment that a file begins with. */
function promiseOf(text: string): string {
  const [, comment] = /^(?:\/\/\/ .*\n)*(\/\*\*[\s\S]*?\*\/|(?:\/\/ .*\n)+)/.exec(text) ?? ['', ''];
  const words = comment.replaceAll(/^\/\*\*|\*\/$|^ \* ?|^\/\/ /gm, '').replaceAll(/\s+/g, ' ');
  const [sentence] = /^.*?[.](?=\s|$)/.exec(words.trim()) ?? [''];
  return sentence;
}

const files = (readdirSync(`${root}test`, { recursive: true }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /^(?!node_modules).*\.(ts|mjs|cc)$/.test(file))
  .map((file) => ({ file, text: read(`test/${file}`) }))
  .filter(({ file, text }) => isTest(file, text))
  .map(({ file, text }) => ({ file, room: file.slice(0, file.indexOf('/')), promise: promiseOf(text) }))
  .sort((a, b) => (a.file < b.file ? -1 : 1));

const rooms = [...new Set(files.map(({ room }) => room))];
const tables = rooms.map((room) => {
  const rows = files
    .filter((one) => one.room === room)
    .map(({ file, promise }) => `| [${file.slice(room.length + 1)}](${file}) | ${promise} |`);
  return `\n### ${room}/\n\n| file | promise |\n|---|---|\n${rows.join('\n')}\n`;
});

const page = read('test/README.md');
const TITLE = '## Every test\n';
const written = page.slice(0, page.indexOf(TITLE) + TITLE.length);

test('every test begins with its promise, in one sentence', () => {
  expect(files.filter(({ promise }) => promise === '')).toEqual([]);
});

test('the page lists every test with its promise', async () => {
  await expect(written + tables.join('')).toMatchFileSnapshot(`${root}test/README.md`);
});

test('the page names every folder', () => {
  const entries = readdirSync(`${root}test`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const folders = entries.map(({ name }) => name).filter((name) => name !== 'node_modules');
  expect(folders.filter((folder) => !written.includes(`\`${folder}/\``))).toEqual([]);
});

test('the page names every promise of README.md', () => {
  const [why] = /^## Why\n[\s\S]*?^## /m.exec(read('README.md')) ?? [''];
  const promises = [...why.matchAll(/^\d\. \*\*(.*?)\*\*/gm)].map(([, promise]) => promise);
  const [, stability] = /^## Stability\n\n(.*? version\.)/ms.exec(read('README.md')) ?? [];
  expect(promises.length).toBeGreaterThan(0);
  expect(written).toContain(stability);
  expect(promises.filter((promise) => !written.includes(promise))).toEqual([]);
});

test('links of the page lead to files', () => {
  const links = [...written.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !existsSync(`${root}test/${link}`))).toEqual([]);
});
