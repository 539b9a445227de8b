/** The page around the charts: one file that needs nothing else. */

import type { ResultFile } from '../results.js';

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2530; --soft: #5c6775; --surface: #fff; --edge: #d9dee5;
  --native: #2459c8; --native-1: #79a2f2; --wasm: #b8560f; --js: #2c8a57; --loop: #8a8f98; --copy: #1d2530; --mask: #c98a1b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ee; --soft: #9aa5b3; --surface: #14181e; --edge: #333b46;
    --native: #7aa5ff; --native-1: #3f68c4; --wasm: #f09a55; --js: #63c793; --loop: #868d98; --copy: #e4e8ee; --mask: #e0b04f; }
}
body { margin: 0 auto; max-width: 1120px; padding: 16px; box-sizing: border-box;
  font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--surface); }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 0.25rem; }
p { margin: 0.25rem 0; max-width: 70ch; color: var(--soft); }
.charts { display: flex; flex-wrap: wrap; gap: 20px 16px; }
figure { margin: 12px 0 0; } figcaption { font-weight: 600; margin-bottom: 4px; }
svg { --plot-background: var(--surface); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 12px 0 0; padding: 0; list-style: none; font-size: 0.9rem; }
.legend svg, .legend i { display: inline-block; margin-right: 6px; } .legend i { width: 12px; height: 12px; }
`;

export interface Section {
  title: string;
  text: string;
  body: string;
}

export function page({ date, machine, versions }: ResultFile<unknown>, sections: readonly Section[]): string {
  const { cpu, cores, node, platform } = machine;
  const measured = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const body = sections.map(({ title, text, body }) => `<section><h2>${title}</h2><p>${text}</p>${body}</section>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>native-dropout: benchmarks</title>
<style>${STYLE}</style>
<h1>native-dropout: benchmarks</h1>
<p>${cpu}, ${cores} cores, ${platform}, Node.js ${node}, ${date.slice(0, 10)}. ${measured.join(', ')}.</p>
${body.join('\n')}
</html>
`;
}
