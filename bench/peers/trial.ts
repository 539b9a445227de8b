/** One case: times the peers that run in Node.js, and this package's engines and sources in turn, in a new process. */

import manifest from '../../package.json' with { type: 'json' };
import { answer } from '../harness/fresh-process.js';
import { type Budget, interleave } from '../harness/measure.js';
import { HERE, loadBuild } from '../trial/build.js';
import { engines } from '../trial/entrants.js';
import { arrays, work } from '../trial/work.js';
import { onnxruntime } from './onnxruntime.js';
import { type PeerCase, type PeerTiming, verify } from './peer.js';
import { numberSources, sources } from './sources.js';
import { tfjs } from './tfjs.js';

export interface PeerTrial extends PeerCase {
  budget: Budget;
}

await answer(async ({ n, p, budget }: PeerTrial): Promise<PeerTiming[]> => {
  const build = await loadBuild(HERE);
  const given = arrays('float32', n);
  const x = Float32Array.from(given.x);
  const others = [...(await onnxruntime({ n, p }, x)), ...(await tfjs({ n, p }, x))];
  const peers = [...others, ...(await sources({ n, p }, x, build))];
  for (const { name, prepare, run, output } of peers) {
    await prepare?.();
    await run();
    verify(name, p, x, await output());
  }
  const ours = engines('dropout', 'out', build, work(build, p, given))
    .filter(({ isa }) => isa === undefined || isa === build.addon?.isas()[0])
    .map((entrant) => ({ ...entrant, name: `native-dropout ${entrant.name}`, version: manifest.version }));
  const timed = [...peers, ...(await numberSources({ n, p }, build))];
  const rounds = await interleave([...ours, ...timed], budget);
  return [
    ...ours.map(({ name, version, threads }, k) => ({ name, version, threads, rounds: rounds[k] })),
    ...timed.map(({ name, version }, k) => ({ name, version, rounds: rounds[ours.length + k] })),
  ];
});
