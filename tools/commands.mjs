// The commands of package.json, which tools/run.mjs starts: their options, and what must be built before they run.
import { CHECKPOINT } from '../examples/shared/mlp/options.mjs';
import { SETTINGS, STEPS } from '../examples/shared/mlp/settings.mjs';
import { BACKENDS, CHOICE, ENGINES, FULL, PAPER, QUICK } from '../examples/train/settings.mjs';
import { choice, flag, folderWith, input, integer, output, positive, words } from './options.mjs';
import { TARGET_NAMES } from './targets.mjs';

/** An option of `train` that --quick changes. */
const quickly = (field) => ({ usual: `${FULL[field]} (--quick: ${QUICK[field]})`, excludes: 'paper' });
/** One that --paper changes. */
function inPaper(field) {
  const [full, paper, choice] = [FULL, PAPER, CHOICE].map((usual) => usual[field].toLocaleString('en-US'));
  return { usual: `${full} (--paper: ${paper}; with --choose: ${choice})` };
}

const target = { ...choice('the targets', TARGET_NAMES, undefined), hint: 'target', usual: 'all' };

const filter = words('only rows whose name contains it', '');
const markdown = flag('prints tables in Markdown');

/**
 * `run` is a program and its first arguments. `needs` is what must be up to date: 'packages', or a task of tools/build.mjs,
 * which includes the packages. Default: 'all'.
 */
export const COMMANDS = {
  start: {
    does: 'Shows dropout in the terminal: its engine, digits, speed and a short training.',
    run: ['examples/quickstart/main.ts'],
  },
  train: {
    does: 'Trains a network on a few handwritten digits, with and without dropout, and writes a report.',
    run: ['examples/train/main.ts'],
    options: {
      images: { ...integer('images to train on', 10, 50_000, undefined), ...inPaper('images') },
      epochs: { ...integer('epochs', 1, 10_000, undefined), ...inPaper('epochs') },
      rate: { ...positive('the probability of dropping', 1, FULL.rate), excludes: 'paper' },
      seeds: { ...integer('runs of each network', 1, 100, undefined), ...quickly('seeds') },
      passes: { ...integer('passes of Monte Carlo dropout', 2, 1000, undefined), ...quickly('passes') },
      backend: { ...choice('the backend of TensorFlow.js', BACKENDS, FULL.backend), excludes: 'paper' },
      engine: { ...choice('the engine of dropout', ENGINES, undefined), usual: 'the best one' },
      out: { ...output('the report', undefined), ...inPaper('out') },
      quick: { ...flag('fewer epochs, seeds and passes'), excludes: 'paper' },
      paper: flag('trains the networks of docs/experiment.md instead, for an hour or more'),
      choose: { ...flag('tries learning rates for --paper'), needs: 'paper' },
    },
  },
  workers: {
    does: 'Trains a network in worker threads. Any number of workers gives the same masks and weights.',
    run: ['examples/data-parallel/main.ts'],
    options: {
      steps: integer('steps of training', 1, Infinity, STEPS),
      tensorflow: integer('steps of training in TensorFlow.js, which takes longer', 0, Infinity, STEPS / 4),
      ...CHECKPOINT,
    },
    rest: { ...integer('numbers of workers', 1, SETTINGS.microBatches, undefined), hint: 'workers', usual: '1 2 4' },
  },
  port: {
    does: 'Trains a network as PyTorch trains it from the same seed, and compares every step.',
    run: ['examples/port-from-pytorch/main.ts'],
  },
  figures: {
    does: "Draws the pictures of the pages, docs/figures/, except the experiment's.",
    run: ['examples/figures/main.ts'],
  },
  build: {
    does: 'Builds the addon and dist/ for this machine, if they are stale.',
    run: ['tools/build.mjs', 'all'],
    needs: 'packages',
  },
  'build:wasm': {
    does: 'Builds the wasm modules, src/engine/wasm-module.ts and src/replay/wasm-module.ts, on Linux x64.',
    run: ['tools/build.mjs', 'wasm'],
    needs: 'packages',
  },
  binaries: {
    does: 'Builds the binaries of the package, prebuilds/, on Linux x64.',
    run: ['tools/binaries.mjs'],
    needs: 'packages',
    rest: target,
  },
  'binaries:verify': {
    does: 'Reads every binary and runs it if this machine can. Exits with 1 if one is wrong.',
    run: ['test/prebuilds/verify.ts'],
    needs: 'packed',
    rest: target,
  },
  'pack:here': {
    does: 'Packs the package for the platform of this machine alone, into build/.',
    run: ['tools/pack-here.mjs'],
  },
  'test:mpi': {
    does: 'Tests examples/mpi on ranks of Open MPI, some of which are killed, and on two hosts.',
    run: ['test/mpi/run.ts'],
    options: { times: flag('only prints the time of a step') },
  },
  'test:programs': {
    does: 'Runs random programs and compares them with a reference.',
    run: ['test/programs/run.ts'],
    options: {
      seed: { ...integer('the first seed', 0, 2 ** 31 - 1, undefined), usual: 'random' },
      runs: { ...integer('programs', 1, 2 ** 31 - 1, undefined), usual: '10,000; with --seconds, any number' },
      seconds: positive('seconds to run', Infinity, undefined),
    },
    rest: {
      ...choice('the data that they run on', ['arrays', 'cpu', 'wasm', 'tensorflow'], undefined),
      hint: 'kind',
      usual: 'all',
    },
  },
  'test:normality': {
    does: 'Judges normal numbers by 12 moments and the Kolmogorov–Smirnov test. Exits with 1 if they are not normal.',
    run: ['test/random/normality.ts'],
    options: { count: integer('numbers', 1000, Infinity, 1e9) },
  },
  'test:pack': {
    does: 'Packs the package and uses it as its users do.',
    run: ['test/pack/run.ts'],
    needs: 'packed',
    options: {
      all: flag('wants the binary of every target, as a release does, and runs the hosts'),
      tarball: input('an existing package to test', undefined),
      hosts: flag('also tests bundlers, runtimes and compilers, which are fetched'),
    },
    rest: { ...words('only hosts whose name contains it', undefined), hint: 'host' },
  },
  'test:unbuilt': {
    does: 'Checks that a clone in which nothing is built makes no broken package.',
    run: ['test/pack/unbuilt.ts'],
    needs: 'packages',
  },
  'test:browser': {
    does: 'Tests the package in Chromium, bundled by Vite.',
    run: ['test/browser/run.ts'],
    needs: 'types',
  },
  'test:site': {
    does: 'Builds the site, and tests its pages, the playground and the benchmark in Chromium.',
    run: ['test/site/run.ts'],
    needs: 'types',
  },
  docs: {
    does: 'Builds the site of the pages, the playground and the benchmark, build/site/.',
    run: ['site/build.ts'],
    needs: 'types',
    options: { serve: flag('serves the site instead, and shows changes at once') },
  },
  types: {
    does: 'Checks the types of all TypeScript, also in the components of the site.',
    run: ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'test'],
    needs: 'types',
  },
  lint: {
    does: 'Checks format and lint of all sources.',
    run: ['tools/lint.mjs'],
    needs: 'packages',
  },
  bench: {
    does: 'Measures every engine, instruction set and thread count beside a loop and copies.',
    run: ['bench/run.ts'],
    options: {
      quick: flag('fewer cases and rounds'),
      full: flag('all cases, more rounds'),
      filter,
      json: output('the results', 'build/bench.json'),
    },
  },
  'bench:check': {
    does: 'Measures the targets of this package, or another build beside this one. Exits with 1 if one is missed.',
    run: ['bench/check.ts'],
    options: {
      trials: integer('processes for each row', 1, 1000, 5),
      filter,
      disturbed: flag('measures while half of the cores are busy'),
      against: folderWith('a checkout of another version that has been built', 'dist/index.js'),
      'at-least': { ...positive('how many times as fast as that version', Infinity, undefined), usual: 'not slower' },
      markdown,
      json: output('the results', undefined),
    },
  },
  'bench:instructions': {
    does: 'Counts the instructions of an element by callgrind.',
    run: ['bench/instructions.ts'],
  },
  'bench:peers': {
    does: 'Measures dropout of onnxruntime, TensorFlow.js, PyTorch and JAX, and sources of replay, beside this one.',
    run: ['bench/peers/run.ts'],
    options: {
      json: output('the results', 'build/bench-peers.json'),
      quick: flag('only 1 Mi elements, and few rounds'),
    },
  },
  'bench:report': {
    does: 'Draws the results of bench and bench:peers as one HTML file.',
    run: ['bench/report/run.ts'],
    options: {
      bench: input('results of bench', 'build/bench.json'),
      peers: input('results of bench:peers', 'build/bench-peers.json'),
      out: output('the report', 'build/bench-report.html'),
    },
  },
  'bench:tfjs': {
    does: 'Measures dropout of TensorFlow.js beside this one, alone and in steps of training.',
    run: ['bench/tfjs/run.ts'],
    options: {
      quick: flag('checks that it runs, not how fast'),
      backend: choice('only this backend', ['cpu', 'wasm', 'tensorflow'], undefined),
      rows: choice('only these rows', ['ops', 'models', 'passes', 'checkpoints'], undefined),
      markdown,
      json: output('the results', undefined),
    },
  },
};

/**
 * @template {keyof typeof COMMANDS} Name
 * @param {Name} name
 * @returns {(typeof COMMANDS)[Name] & { usage: string }}
 */
export function commandOf(name) {
  const usage = name === 'start' ? 'npm start --' : `npm run ${name} --`;
  return { usage, ...COMMANDS[name] };
}
