/** A source takes the seeds that its framework takes, and refuses those just beyond. */

import * as replay from 'native-dropout/replay';
import { describe, expect, test } from 'vitest';

const INT32 = 2n ** 32n - 1n;
const INT64 = 2n ** 63n - 1n;
const traced = new replay.TensorflowFunction(1);
const eager = new replay.TensorflowEager(1);

/** How to make each source, its least and its most seed. */
const rows: readonly (readonly [name: string, make: (seed: bigint) => unknown, least: bigint, most: bigint])[] = [
  ['TorchGenerator', (seed) => new replay.TorchGenerator(seed), -INT64 - 1n, 2n ** 64n - 1n],
  ['TorchCudaGenerator', (seed) => new replay.TorchCudaGenerator(seed), -INT64 - 1n, 2n ** 64n - 1n],
  ['JaxKey', (seed) => new replay.JaxKey(seed), -INT64 - 1n, INT64],
  ['NnxRngs', (seed) => new replay.NnxRngs(seed), -INT64 - 1n, INT64],
  ['a name of NnxRngs', (seed) => new replay.NnxRngs({ dropout: seed }), -INT64 - 1n, INT64],
  ['the first of TensorflowSeed', (seed) => new replay.TensorflowSeed([seed, 1]), -INT64 - 1n, INT64],
  ['the second of TensorflowSeed', (seed) => new replay.TensorflowSeed([1, seed]), -INT64 - 1n, INT64],
  ['TensorflowEager', (seed) => new replay.TensorflowEager(seed), 0n, INT64],
  ['an operation of TensorflowEager', (seed) => eager.operation(seed), 0n, INT64],
  ['TensorflowFunction', (seed) => new replay.TensorflowFunction(seed), 0n, INT64],
  ['an operation of TensorflowFunction', (seed) => traced.operation(seed), 0n, INT64],
  ['TensorflowGenerator', (seed) => new replay.TensorflowGenerator(seed), 0n, INT64],
  ['OnnxRuntimeSeed', (seed) => new replay.OnnxRuntimeSeed(seed), -INT64 - 1n, INT64],
  ...(['tensorflow', 'jax', 'numpy'] as const).map(
    (backend) => [`KerasSeedGenerator on ${backend}`, keras(backend), 0n, INT32] as const,
  ),
  ['KerasSeedGenerator on torch', keras('torch'), 0n, 2n ** 31n - 1n],
  ['setRandomSeed', (seed) => replay.setRandomSeed(Number(seed)), 0n, INT32],
  ['NumpyRandomState', (seed) => new replay.NumpyRandomState(Number(seed)), 0n, INT32],
  ['one of several of NumpyRandomState', (seed) => new replay.NumpyRandomState([1, Number(seed)]), 0n, INT32],
];

function keras(backend: 'tensorflow' | 'jax' | 'torch' | 'numpy') {
  return (seed: bigint) => new replay.KerasSeedGenerator(Number(seed), { backend });
}

describe.each(rows)('%s', (_, make, least, most) => {
  test.each([least, most])('takes %s', (seed) => {
    expect(() => make(seed)).not.toThrow();
  });

  test.each([least - 1n, most + 1n])('refuses %s', (seed) => {
    expect(() => make(seed)).toThrow(/^seed/);
  });
});

test('numpy and Python take integers of any size, and numpy none below 0', () => {
  expect(() => new replay.NumpyGenerator(2n ** 200n)).not.toThrow();
  expect(() => new replay.NumpyGenerator(-1n)).toThrow(/^seed/);
  expect(() => new replay.NumpyGenerator([1, -1n])).toThrow(/^seed/);
  expect(() => new replay.PythonRandom(-(2n ** 200n))).not.toThrow();
  expect(() => new replay.PythonRandom(0.5)).toThrow(/^seed/);
});
