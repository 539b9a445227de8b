import { defineConfig } from 'vitepress';
import { siteLinks, slugify } from './links.js';
import { excluded, pages, placeOf, sidebar } from './pages.js';
import { plainEmptyHeads } from './tables.js';

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
/** Known to the workflow that publishes the site. */
const repository = GITHUB_REPOSITORY && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path fill="#2459c8" d="M0 0h1v1H0zM2 0h1v1H2zM1 1h1v1H1zM0 2h1v1H0z"/></svg>`;

export default defineConfig({
  lang: 'en',
  title: 'native-dropout',
  description: 'Dropout for Node.js: the same masks from a seed on every machine, at the speed of memory',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  base: './', // works in any folder of a server
  srcDir: '..',
  srcExclude: excluded,
  outDir: '../build/site',
  cacheDir: '../build/vitepress',
  rewrites: Object.fromEntries(pages.map((page) => [page, placeOf(page)])),
  markdown: {
    anchor: { slugify },
    config(md) {
      siteLinks(md, repository);
      plainEmptyHeads(md);
    },
  },
  vite: { build: { chunkSizeWarningLimit: 2000 } }, // TensorFlow.js, which only the benchmark loads
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar,
    nav: [
      { text: 'Guide', link: '/guide' },
      { text: 'API', link: '/api' },
      { text: 'Playground', link: '/playground' },
      { text: 'Benchmark', link: '/benchmark' },
    ],
    ...(repository && { socialLinks: [{ icon: 'github', link: repository }] }),
  },
});
