/** `npm run bench:report`: one HTML file from what `bench` and `bench:peers` wrote with --json. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { install } from '../harness/install.js';
import type { PeerResult } from '../peers/results.js';
import type { Result, ResultFile } from '../results.js';
import { page, type Section } from './page.js';

const { values } = parseArgs({
  options: {
    bench: { type: 'string', default: 'build/bench.json' }, // of `npm run bench -- --json`
    peers: { type: 'string', default: 'build/bench-peers.json' }, // of `npm run bench:peers -- --json`
    out: { type: 'string', default: 'build/bench-report.html' },
  },
});

function read<Row>(file: string, command: string): ResultFile<Row> {
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run ${command} -- --json ${file}`);
  return JSON.parse(readFileSync(file, 'utf8')) as ResultFile<Row>;
}

const bench = read<Result>(values.bench, 'bench');
const peers = read<PeerResult>(values.peers, 'bench:peers');

const best = bench.results.find(({ isa }) => isa !== undefined)?.isa; // it comes first
const results = bench.results.filter(({ isa }) => isa === undefined || isa === best);

install(new URL('./', import.meta.url));
const { rooflines } = await import('./rooflines.js');
const { peerBars } = await import('./peers.js');
const { split } = await import('./split.js');

const sections: Section[] = [
  {
    title: 'Speed over size',
    text: 'Forward dropout of float32 into an array that is there. Dashed: the fastest native copy of the same bytes.',
    body: rooflines(results),
  },
  {
    title: 'Where the time goes',
    text: 'A dropout that is faster than its mask and a copy together overlaps the two.',
    body: split(results),
  },
  {
    title: 'Beside others',
    text: 'Forward dropout of float32 while training. 1/25 is a 25th of the speed of the native engine with all threads.',
    body: peerBars(peers.results),
  },
];
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, page({ ...bench, versions: { ...bench.versions, ...peers.versions } }, sections));
console.log(values.out);
