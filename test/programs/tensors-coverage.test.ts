/** Random programs on tensors use every function, layer, option and source, and every layer that install() replaces. */

import fc from 'fast-check';
import * as ours from 'native-dropout/tfjs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { accepted, acceptedLater } from './accepted.js';
import { inTurn, usesOf } from './sources.js';
import { performProgram } from './tensors/perform.js';
import { functions, layerRows } from './tensors/rows.js';
import { program } from './tensors/steps.js';
import { tf } from './tensors/tensorflow.js';
import { performTraining, training } from './tensors/trainings.js';

/** Programs note options and results of these functions: `splitBatch rank`, `splitBatch.step`. */
const { used, noting } = vi.hoisted(() => ({
  used: new Set<string>(),
  noting: ['install', 'splitBatch', 'monteCarlo', 'saveCheckpoint', 'loadCheckpoint', 'resumable'],
}));

vi.mock('native-dropout/tfjs', async (importOriginal) => {
  type Call = (...args: unknown[]) => unknown;
  const all: Record<string, unknown> = await importOriginal();
  const noteMembers = (name: string, result: object): object =>
    new Proxy(result, {
      get(object, member) {
        used.add(`${name}.${String(member)}`);
        return object[member as keyof object];
      },
    });
  const noted =
    (name: string, call: Call): Call =>
    (...args) => {
      for (const options of args) {
        if (Object.getPrototypeOf(Object(options)) !== Object.prototype) continue;
        for (const option of Object.keys(options as object)) used.add(`${name} ${option}`);
      }
      const result = call(...args);
      return name === 'splitBatch' ? noteMembers(name, result as object) : result;
    };
  const watched = Object.entries(all).map(([name, one]): [string, unknown] => [
    name,
    noting.includes(name) ? noted(name, one as Call) : one,
  ]);
  return Object.fromEntries(watched);
});

const SEED = 15;
/** Programs run in rounds until they have used everything. */
const ROUND = 96;
const ROUNDS = 10;

/** Calls of these functions with options. */
const OPTIONED: readonly (readonly [string, (options: never) => Promise<unknown>])[] = [
  ['install', async (options) => ours.install(tf, options)],
  ['splitBatch', async (options) => ours.splitBatch({}, options)],
  ['monteCarlo', (options) => ours.monteCarlo(2, () => [1], options)],
  ['saveCheckpoint', (options) => ours.saveCheckpoint('unused', options)],
  ['loadCheckpoint', (options) => ours.loadCheckpoint('unused', options)],
  ['resumable', (options) => ours.resumable(tf.sequential(), 'unused', options)],
];
/** For bits of 16-bit floats, which tensors do not have. */
const UNUSED = ['monteCarlo dtype'];

/** The use of sources: `tensor JaxKey`. */
const TENSOR = 'tensor';

let expected: string[];
const unused = (): string[] => expected.filter((name) => !used.has(name));

beforeAll(async () => {
  await tf.setBackend('cpu');
  const options = OPTIONED.map(async ([name, call]) =>
    (await acceptedLater(call as (options: object) => Promise<unknown>)).map((option) => `${name} ${option}`),
  );
  const members = ['from', 'to', 'step', 'stop'].map((member) => `splitBatch.${member}`);
  const sources = usesOf([TENSOR]);
  expected = [...(await Promise.all(options)).flat(), ...members, ...sources].filter((name) => !UNUSED.includes(name));
  used.clear();
  for (let round = 0; round < ROUNDS && unused().length > 0; ++round) {
    const runs = { seed: SEED + round, numRuns: ROUND };
    for (const [n, made] of fc.sample(program, runs).entries()) {
      await performProgram({ ...made, sources: inTurn(n, 1) }, used);
    }
    if (unused().every((name) => name.startsWith(TENSOR))) continue;
    for (const made of fc.sample(training, { ...runs, numRuns: 6 })) await performTraining(made);
  }
}, 300_000);
afterAll(() => ours.uninstall(tf));

test('programs use every source, and every option and result of functions about models', () => {
  expect(unused()).toEqual([]);
});

/** Exports without a row: zoneout, a node of graphs; passes; trainings; functions that make, install, split or describe layers. */
const OTHERS = [
  ...['zoneout', 'monteCarlo', 'saveCheckpoint', 'loadCheckpoint', 'restoreOptimizer', 'resumable', 'CheckpointError'],
  ...['install', 'uninstall', 'layers', 'layersFor', 'seeded', 'splitBatch', 'execution'],
];

/** The options of all rows of one function or layer. */
const ownOf = (rows: readonly { of: unknown; own: object }[], of: unknown): string[] =>
  rows.flatMap((row) => (row.of === of ? Object.keys(row.own) : []));

test('programs know every export', () => {
  const { layers, ...exported } = ours;
  const known = Object.values(exported).filter((one) => functions.some(({ of }) => of === one));
  expect(known).toHaveLength(Object.keys(ours).length - OTHERS.length);
  expect(OTHERS.filter((name) => !(name in ours))).toEqual([]);
  expect(Object.values(layers).filter((one) => layerRows.every(({ of }) => of !== one))).toEqual([]);
});

describe('programs use every option', () => {
  const x = [1, 2];

  test.each(functions)('of the function $name', ({ of }) => {
    const run = of as (x: unknown, rate: number, options: object) => unknown;
    const used = ['seed', 'offset', ...ownOf(functions, of)];
    expect(accepted((wrong) => run(x, 0.5, wrong)).filter((option) => !used.includes(option))).toEqual([]);
  });

  test.each(layerRows.filter(({ installed }) => !installed))('of the layer $name', ({ of }) => {
    const make = of as (config: object) => unknown;
    const used = ['rate', 'stddev', 'seed', 'draw', ...ownOf(layerRows, of)];
    expect(accepted((wrong) => make(wrong)).filter((field) => !used.includes(field))).toEqual([]);
  });
});

test('programs use every layer of TensorFlow.js that install() replaces', () => {
  const names = Object.keys(ours.layers).filter((name) => name in tf.layers);
  const installed = layerRows.flatMap((row) => (row.installed ? [row.of] : []));
  expect(names.filter((name) => !installed.includes(tf.layers[name as 'dropout']))).toEqual([]);
});
