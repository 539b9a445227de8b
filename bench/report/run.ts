/** `npm run bench:report`: draws the results of `bench` and `bench:peers` as one HTML file. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { disturbance } from '../disturbance.js';
import type { PeerResult } from '../peers/results.js';
import type { Result, ResultFile } from '../results.js';
import { headline } from './headline.js';
import { page, type Section } from './page.js';
import { peerBars } from './peers.js';
import { sizes } from './sizes.js';
import { split } from './split.js';

const options = readOptions(commandOf('bench:report'));

/** @throws {Error} if the file is not one that `command` writes. */
function read<Row>(file: string, command: string, isRow: (row: Partial<Row>) => boolean): ResultFile<Row> {
  const rows = parsed<Row>(file)?.results;
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isRow)) {
    throw new Error(`${file}: expected the results of npm run ${command}`);
  }
  return parsed(file) as ResultFile<Row>;
}

function parsed<Row>(file: string): Partial<ResultFile<Row>> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function report(bench: ResultFile<Result>, peers: ResultFile<PeerResult> | undefined): string {
  const best = bench.results.find(({ isa }) => isa !== undefined)?.isa; // the best set comes first
  const results = bench.results.filter(({ isa }) => isa === undefined || isa === best);
  const others = peers?.results ?? [];
  const commands = ['npm run bench', 'npm run bench:peers'];
  const top = {
    headline: headline(results, others),
    warning: disturbance(results),
    commands: [...commands, 'npm run bench:report'],
  };
  const beside =
    'The time of a call: forward dropout of float32 in training. “× slower” is relative to native with all threads.';
  const sections: Section[] = [
    {
      title: 'Speed over size',
      text: 'Dropout of float32 into an existing array, and the fastest copy of the same bytes.',
      body: sizes(results),
    },
    {
      title: 'Where the time goes',
      text: 'One thread. A dropout that takes less time than its mask and a copy together overlaps the two.',
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

await program(() => {
  const bench = read<Result>(options.bench, 'bench', ({ place }) => place !== undefined);
  const peers = existsSync(options.peers)
    ? read<PeerResult>(options.peers, 'bench:peers', ({ version }) => version !== undefined)
    : undefined;
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, report(bench, peers));
  console.log(options.out);
});
