/** Makes the links of a page, which are those of the repository, links of the site. */

import { posix } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { pages, placeOf } from './pages.js';

/** The anchor that GitHub gives to a heading. */
export function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/**
 * Links to pages lead to their places in the site. Links to other files lead to the repository, or become text if its URL is
 * not known. VitePress then checks that all pages exist.
 */
export function siteLinks(md: MarkdownRenderer, repository: string | undefined): void {
  md.core.ruler.after('inline', 'site-links', ({ tokens, env }) => {
    const page = pages.find((one) => placeOf(one) === env.relativePath);
    if (page === undefined) return;
    let isText = false;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === 'link_open') {
        const target = targetOf(page, token.attrGet('href') ?? '', repository);
        isText = target === undefined;
        token.attrSet('href', target ?? '');
      }
      if (isText && token.type.startsWith('link_')) Object.assign(token, { type: 'text', tag: '', content: '' });
    }
  });
}

function targetOf(page: string, href: string, repository: string | undefined): string | undefined {
  if (/^(\w+:|#|\/)/.test(href)) return href;
  const [path, anchor] = href.split('#');
  const file = posix.join(posix.dirname(page), path);
  const place =
    file.endsWith('.md') && !isOutside(file) ? `/${placeOf(file)}` : repository && `${repository}/blob/HEAD/${file}`;
  return place && anchor !== undefined ? `${place}#${anchor}` : place;
}

/** Whether a page of the repository has no place in the site, such as that of a test. */
function isOutside(file: string): boolean {
  return !pages.includes(file) && !/^(docs|site)\//.test(file);
}
