/** `npm run bench:peers`: measures forward dropout of float32 in training, by this package and by others. */

import { fileURLToPath } from 'node:url';
import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { install } from '../../tools/install.mjs';
import { inFreshProcess } from '../harness/fresh-process.js';
import { printTable } from '../harness/print.js';
import { progress, progressDone } from '../harness/progress.js';
import { threeDigits } from '../harness/statistics.js';
import { writeResults } from '../results.js';
import { sizeName } from '../trial/cases.js';
import type { PeerCase, PeerTiming } from './peer.js';
import { PYTHON_PEERS, timePython } from './python.js';
import { NATIVE, type PeerResult, toPeerResults } from './results.js';
import { drawsNumbers, REPLAYED, REPLAYED_NUMBERS, sourceName } from './sources.js';
import type { PeerTrial } from './trial.js';

const { json, quick } = readOptions(commandOf('bench:peers'));

const ALL: PeerCase[] = [
  { n: 2 ** 20, p: 0.1 },
  { n: 2 ** 20, p: 0.5 },
  { n: 2 ** 24, p: 0.1 },
  { n: 2 ** 24, p: 0.5 },
];
const [CASES, SECONDS] = quick ? [ALL.slice(0, 2), 0.1] : [ALL, 4];
const BUDGET = { seconds: SECONDS, leastRounds: 5, sampleMilliseconds: 3 };

await program(async () => {
  install(fileURLToPath(new URL('./', import.meta.url))); // only this benchmark needs them
  const results: PeerResult[] = [];
  const missing = new Set<string>();
  for (const one of CASES) {
    progress(`${sizeName(one.n)} p=${one.p}`);
    const trial: PeerTrial = { ...one, budget: BUDGET };
    const timings = await inFreshProcess<PeerTrial, PeerTiming[]>(new URL('trial.ts', import.meta.url), trial);
    const natives = timings.filter(({ name }) => name === NATIVE);
    results.push(...toPeerResults(one, timings, natives, true));
    for (const peer of PYTHON_PEERS) {
      const timed = timePython(peer, one, SECONDS);
      if (typeof timed === 'string') missing.add(`${peer} is missing: ${timed}`);
      else results.push(...toPeerResults(one, timed, natives, false));
    }
  }
  progressDone();

  console.log('Forward dropout, float32: G elements/s (native 1 thread / it, native all threads / it)');
  const dropouts = results.filter(({ name }) => !drawsNumbers(name));
  const rows = [...new Set(dropouts.map(peerName))].map((name) => {
    const own = results.filter((result) => peerName(result) === name);
    return [name, ...CASES.map(({ n, p }) => cell(own.find((row) => row.n === n && row.p === p)))];
  });
  const head = ['', ...CASES.map(({ n, p }) => `${sizeName(n)}, p = ${p}`)];
  printTable(head, ['left', ...CASES.map(() => 'right' as const)], rows);
  console.log('\nA source on one thread / what it replays, on one thread if that can be set');
  printTable(head, ['left', ...CASES.map(() => 'right' as const)], replayRows(results));
  for (const line of missing) console.log(line);
  const others = results.filter(({ name }) => !name.startsWith('native-dropout'));
  writeResults(json, results, Object.fromEntries(others.map(({ name, version }) => [name, version])));
});

/** How many times as fast as its framework each source is, for each case. */
function replayRows(results: readonly PeerResult[]): string[][] {
  return Object.entries({ ...REPLAYED, ...REPLAYED_NUMBERS }).map(([source, peer]) => {
    const ratios = CASES.map((one) => {
      const of = (name: string) =>
        results.find((row) => row.name === name && row.n === one.n && row.p === one.p && (row.threads ?? 1) === 1);
      const [ours, theirs] = [of(sourceName(source)), of(peer)];
      return ours && theirs ? threeDigits(theirs.nanoseconds / ours.nanoseconds) : '';
    });
    return [`${source} / ${peer}`, ...ratios];
  });
}

function peerName({ name, version, threads }: PeerResult): string {
  return `${name} ${version}${threads === undefined ? '' : `, ${threads} ${threads === 1 ? 'thread' : 'threads'}`}`;
}

function cell(result: PeerResult | undefined): string {
  if (result === undefined) return '';
  const { elementsPerSecond, nativeOver } = result;
  const ratios = nativeOver && [nativeOver.oneThread, nativeOver.allThreads].map(threeDigits);
  return `${(elementsPerSecond / 1e9).toPrecision(3)}${ratios ? ` (${ratios.join(', ')})` : ''}`;
}
