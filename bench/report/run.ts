/** `npm run bench:report`: one HTML file from what `bench` and `bench:peers` wrote with --json. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { disturbance } from '../disturbance.js';
import type { PeerResult } from '../peers/results.js';
import type { Result, ResultFile } from '../results.js';
import { headline } from './headline.js';
import { page, type Section } from './page.js';
import { peerBars } from './peers.js';
import { sizes } from './sizes.js';
import { split } from './split.js';

const { values } = parseArgs({
  options: {
    bench: { type: 'string', default: 'build/bench.json' }, // of `npm run bench -- --json`
    peers: { type: 'string', default: 'build/bench-peers.json' }, // of `npm run bench:peers -- --json`
    out: { type: 'string', default: 'build/bench-report.html' },
  },
});

function read<Row>(file: string): ResultFile<Row> | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ResultFile<Row>) : undefined;
}

function report(bench: ResultFile<Result>, peers: ResultFile<PeerResult> | undefined): string {
  const best = bench.results.find(({ isa }) => isa !== undefined)?.isa; // it comes first
  const results = bench.results.filter(({ isa }) => isa === undefined || isa === best);
  const others = peers?.results ?? [];
  const commands = ['npm run bench -- --json build/bench.json', 'npm run bench:peers -- --json build/bench-peers.json'];
  const top = {
    headline: headline(results, others),
    warning: disturbance(results),
    commands: [...commands, 'npm run bench:report'],
  };
  const beside = 'The time of a call: forward dropout of float32 while training. Slower than native with all threads.';
  const sections: Section[] = [
    {
      title: 'Speed over size',
      text: 'Dropout of float32 into an array that is there, beside the fastest copy of the same bytes.',
      body: sizes(results),
    },
    {
      title: 'Where the time goes',
      text: 'One thread. A dropout that is faster than its mask and a copy together overlaps the two.',
      body: split(results),
    },
    {
      title: 'Beside other packages',
      text: peers === undefined ? `Not measured: <code>${commands[1]}</code>` : beside,
      body: peers === undefined ? '' : peerBars(others),
    },
  ];
  return page({ ...bench, versions: { ...bench.versions, ...peers?.versions } }, top, sections);
}

const bench = read<Result>(values.bench);
if (bench === undefined) {
  console.error(`${values.bench} is missing: npm run bench -- --json ${values.bench}`);
  process.exitCode = 1;
} else {
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, report(bench, read<PeerResult>(values.peers)));
  console.log(values.out);
}
