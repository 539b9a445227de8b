/** The pages of the site, by the reader's question. Files that do not exist are left out. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

interface Group {
  text: string;
  /** Files and folders of the repository. A folder stands for its pages. */
  files: string[];
}

const GROUPS: Group[] = [
  { text: 'Start', files: ['README.md', 'docs/guide.md', 'docs/deploy.md', 'docs/troubleshooting.md'] },
  {
    text: 'Use',
    files: [
      'docs/layers.md',
      'docs/tfjs.md',
      'docs/workers.md',
      'docs/scaling.md',
      'docs/replay.md',
      'docs/recipes.md',
    ],
  },
  { text: 'Move here', files: ['docs/migrate'] },
  { text: 'Look up', files: ['docs/api.md', 'site/reference', 'docs/forms.md', 'docs/mask.md', 'docs/glossary.md'] },
  { text: 'Try', files: ['site/playground.md', 'site/benchmark.md', 'examples'] },
  { text: 'Inside', files: ['docs/performance.md', 'docs/architecture.md', 'docs/building.md'] },
];

/** Pages for which there is no group: the last one takes them. */
const OTHERS = ['docs', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

/** All pages of a folder, or the page itself. None, if it does not exist. */
function pagesIn(path: string): string[] {
  if (!existsSync(`${root}${path}`)) return [];
  if (path.endsWith('.md')) return [path];
  const names = readdirSync(`${root}${path}`, { recursive: true, encoding: 'utf8' });
  const pages = names.filter((name) => name.endsWith('.md')).sort();
  return pages.map((name) => `${path}/${name.replaceAll('\\', '/')}`);
}

const groups = GROUPS.map(({ text, files }) => ({ text, pages: files.flatMap(pagesIn) })).filter(
  ({ pages }) => pages.length > 0,
);
const grouped = new Set(groups.flatMap(({ pages }) => pages));
groups.at(-1)?.pages.push(...OTHERS.flatMap(pagesIn).filter((page) => !grouped.has(page)));

/** The files of all pages. */
export const pages = ['site/index.md', ...groups.flatMap(({ pages }) => pages)];

/** What else is in the repository, as patterns of VitePress. */
export const excluded = readdirSync(root)
  .filter((name) => !pages.some((page) => page.split('/')[0] === name))
  .map((name) => `${name}{,/**}`);

/** The place of a page in the site: that of `docs/guide.md` is `guide.md`. */
export function placeOf(page: string): string {
  if (page === 'README.md') return 'overview.md';
  return page
    .replace(/^(docs|site)\//, '')
    .replace('/README', '')
    .toLowerCase();
}

function titleOf(page: string): string {
  if (page === 'README.md') return 'Overview';
  return /^# (.*)$/m.exec(readFileSync(`${root}${page}`, 'utf8'))?.[1].replaceAll('`', '') ?? page;
}

/** The reference has a page for each name, which its first page lists. */
const isListed = (page: string) => !/^site\/reference\/(?!README)/.test(page);

export const sidebar = groups.map(({ text, pages }) => ({
  text,
  items: pages
    .filter(isListed)
    .map((page) => ({ text: titleOf(page), link: `/${placeOf(page).replace(/\.md$/, '')}` })),
}));
