/** The page around the bars. */

import type { ResultFile } from '../results.js';

export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2530; --soft: #566170; --surface: #fff; --edge: #dde2e9; --warn: #9a4a00;
  --native: #2459c8; --one: #84a9f3; --other: #a3abb7; --copy: #3c4656; --mask: #c98a1b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ee; --soft: #9fabba; --surface: #14181e; --edge: #2c343f; --warn: #f0a860;
    --native: #7aa5ff; --one: #3f68c4; --other: #5d6775; --copy: #c3cad5; --mask: #e0b04f; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1200px; padding: 20px 16px 40px; font: 16px/1.5 system-ui, sans-serif;
  color: var(--ink); background: var(--surface); }
h1 { font-size: 1rem; margin: 0; color: var(--soft); font-weight: 600; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 0.2rem; padding-top: 1rem; border-top: 1px solid var(--edge); }
h3 { font-size: 1rem; margin: 1rem 0 0; }
p { margin: 0.25rem 0; color: var(--soft); }
.headline { font-size: 1.5rem; line-height: 1.3; margin: 0.3rem 0 0.8rem; color: var(--ink); text-wrap: balance; }
.warning { color: var(--warn); }
code { font-size: 0.9em; overflow-wrap: anywhere; }
.panels { display: grid; gap: 8px 32px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); }
.panels.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr)); }
figure { margin: 12px 0 0; min-width: 0; } figcaption { font-weight: 600; font-size: 0.9rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 400; } th, td { padding: 2px 0; white-space: nowrap; }
th { padding-right: 10px; } td:last-child { padding-left: 10px; text-align: right; width: 1%; } th { width: 1%; }
.bar i { display: block; height: 14px; min-width: 1px; border-radius: 1px; }
small { color: var(--soft); }
@media (max-width: 560px) {
  .wide tr { display: grid; grid-template-columns: auto 1fr; } .wide .bar { grid-column: 1 / -1; grid-row: 2; }
  .wide th, .wide td:last-child { width: auto; white-space: normal; }
}
`;

export interface Section {
  title: string;
  text: string;
  body: string;
}

interface Top {
  headline: string;
  warning: string;
  commands: string[];
}

export function page(file: ResultFile<unknown>, { headline, warning, commands }: Top, sections: Section[]): string {
  const { cpu, cores, node, platform } = file.machine;
  const measured = Object.entries(file.versions).map(([name, version]) => `${name} ${version}`);
  const body = sections.map(({ title, text, body }) => `<section><h2>${title}</h2><p>${text}</p>${body}</section>`);
  return htmlPage(
    'native-dropout: benchmarks',
    STYLE,
    `<h1>native-dropout: benchmarks</h1>
<p class="headline">${headline}</p>
${warning && `<p class="warning">${warning}</p>`}
<p>${cpu}, ${cores} cores, ${platform}, Node.js ${node}, ${file.date.slice(0, 10)}. ${measured.join(', ')}.
Times are medians; ± is half of their interquartile range. To measure again:
${commands.map((command) => `<code>${command}</code>`).join('; ')}.</p>
${body.join('\n')}`,
  );
}

/** A page in one file, without links to others. */
export function htmlPage(title: string, style: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
${body}
</html>
`;
}
