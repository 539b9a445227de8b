/** Random programs on tensors use every function, layer and option, and every layer that install() replaces. */

import * as ours from 'native-dropout/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted } from './accepted.js';
import { functions, layerRows } from './tensors/rows.js';
import { tf } from './tensors/tensorflow.js';

beforeAll(() => ours.install(tf));
afterAll(() => ours.uninstall(tf));

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
