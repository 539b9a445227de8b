/** Links in the package's pages lead to shipped files, pictures or tests, and to headings that exist. Files that they name exist. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { slugify } from '../../site/.vitepress/links.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const entries: string[] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).files;
/** With pictures and the pages about the repository, which entries with a ! leave out. README.md says so where it links them. */
const files = entries.filter((entry) => !entry.startsWith('!'));

/** Files that npm always packs. */
const ALWAYS = ['README.md', 'LICENSE', 'package.json'];

/** Not shipped, but linked: pictures, a page, and tests, of which pages say that they are only in the repository. */
const REPOSITORY = ['docs/figures', 'test', 'CONTRIBUTING.md'];

function isShipped(path: string): boolean {
  return [...ALWAYS, ...files, ...REPOSITORY].some((shipped) => path === shipped || path.startsWith(`${shipped}/`));
}

function markdownIn(path: string): string[] {
  if (path.endsWith('.md')) return [path];
  if (path !== 'docs') return [];
  const names = readdirSync(join(root, path), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => `${path}/${name.replaceAll('\\', '/')}`);
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** The targets of inline links and images, of definitions of links, and of HTML, except for other sites. */
function relativeLinks(text: string): string[] {
  const prose = withoutCode(text).replace(/`[^`\n]*`/g, '');
  const links = prose.matchAll(/\]\(\s*<?([^)\s>]+)|^\[[^\]]+\]:\s*(\S+)|(?:href|src)="([^"]+)"/gm);
  return [...links].map(([, ...found]) => found.find(Boolean) as string).filter((to) => !/^\w+:/.test(to));
}

/** The files and folders that code spans name, except those of examples, which have the name foo. */
function pathsNamed(text: string): string[] {
  const spans = withoutCode(text).matchAll(/`((?:src|native|tools|test|bench|examples|\.ci|\.github)\/[\w./-]+)`/g);
  return [...spans].map(([, path]) => path).filter((path) => !/\/foo\b/.test(path));
}

/** The anchors that GitHub gives to a page's headings. */
function anchorsOf(text: string): string[] {
  const headings = [...withoutCode(text).matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, heading]) => slugify(heading));
}

function targetOf(page: string, link: string): { path: string; anchor: string } {
  const [path, anchor = ''] = link.split('#');
  return { path: path === '' ? page : posix.join(dirname(page), path), anchor };
}

const pages = [...ALWAYS, 'CONTRIBUTING.md', ...files].flatMap(markdownIn);

test('there are pages with links and names of files', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/building.md', 'docs/mask.md']));
  expect(relativeLinks(readFileSync(join(root, 'README.md'), 'utf8'))).toContain('docs/mask.md');
  expect(pathsNamed(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'))).toContain('src/index.ts');
});

test.each(pages)('every relative link of %s is to a file that readers of the page have', (page) => {
  const links = relativeLinks(readFileSync(join(root, page), 'utf8'));
  const targets = links.map((to) => targetOf(page, to).path);
  const has = (path: string) => (page === 'CONTRIBUTING.md' || isShipped(path)) && existsSync(join(root, path));
  expect(targets.filter((path) => !has(path))).toEqual([]);
});

test.each(pages)('every anchor in a link of %s is that of a heading', (page) => {
  const links = relativeLinks(readFileSync(join(root, page), 'utf8')).map((to) => targetOf(page, to));
  const missing = links.filter(({ path, anchor }) => {
    return anchor !== '' && !anchorsOf(readFileSync(join(root, path), 'utf8')).includes(anchor);
  });
  expect(missing).toEqual([]);
});

test.each(pages)('every file that %s names is in the repository', (page) => {
  const paths = pathsNamed(readFileSync(join(root, page), 'utf8'));
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
