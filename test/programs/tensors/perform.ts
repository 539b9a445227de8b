/**
 * Runs a program of tensors: its graph of the package's calls, then the same graph of operations of TensorFlow.js with the
 * masks that the reference gives. Both must agree bit for bit, except for the sign of zero: a dropped element is +0, and
 * x · 0 has the sign of x.
 */

import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { PredictiveClasses } from 'native-dropout';
import { monteCarlo } from 'native-dropout/tfjs';
import { KINDS, normals } from '../../reference/numbers.js';
import { momentsOf, quantileOf, uncertaintyOf, votesOf } from '../../reference/passes.js';
import { assertClose, assertSame } from '../store.js';
import { realCalls } from './calls.js';
import { composedCalls } from './composed.js';
import { type Graph, runGraph, SHAPE, SIZE } from './graph.js';
import type { Program } from './steps.js';
import { tf } from './tensorflow.js';
import { type Logged, TensorWorld } from './world.js';

const numbersOf = (tensor: Tensor): Float32Array => Float32Array.from(tensor.dataSync(), (value) => value + 0);

/** Requires that `of` gives equal tensors for both graphs. @returns The first tensor of the package's graph. */
function agree(
  world: TensorWorld,
  leaves: readonly Tensor[],
  what: string,
  of: (graph: Graph) => (...leaves: Tensor[]) => Tensor[],
): Tensor {
  return tf.tidy(() => {
    const log: Logged[] = [];
    const check = (op: string): void => world.check(op);
    const actual = of((...xs) => runGraph(world.nodes, xs, realCalls(world, log), check))(...leaves);
    const counted = log.length;
    const expected = of((...xs) => runGraph(world.nodes, xs, composedCalls(world, log)))(...leaves);
    assert.equal(log.length, counted);
    for (const [i, tensor] of expected.entries()) assertSame(numbersOf(actual[i]), numbersOf(tensor), `${what} ${i}`);
    return actual[0];
  });
}

const value =
  (graph: Graph) =>
  (...xs: Tensor[]) => [graph(...xs)];

async function ask(
  world: TensorWorld,
  what: Program['asks'][number],
  leaves: readonly Tensor[],
  weights: Tensor,
): Promise<void> {
  world.say(what);
  const gradient =
    (graph: Graph) =>
    (...xs: Tensor[]) =>
      tf.grads(graph)(xs, weights);
  switch (what) {
    case 'value':
      world.counts = true;
      agree(world, leaves, 'the value', value).dispose();
      world.counts = false;
      return;
    case 'gradient':
      agree(world, leaves, 'the gradient by leaf', gradient).dispose();
      return;
    case 'second':
      if (world.nodes.some(({ op }) => op === 'recurrent')) return;
      agree(world, leaves, 'the second gradient by leaf', (graph) =>
        gradient((...xs) => {
          const [a, b] = gradient(graph)(...xs);
          return a.square().add(b.mul(a));
        }),
      ).dispose();
      return;
    default:
      await passes(world, leaves, what === 'throwing');
  }
}

class Stop extends Error {}

const isPlain = (error: unknown): boolean => (error as Error).constructor === Error;

const CLASSES = 6;

async function passes(world: TensorWorld, leaves: readonly Tensor[], throws: boolean): Promise<void> {
  if (world.nodes.every(({ op }) => !['function', 'layer', 'recurrent', 'zoneout'].includes(op))) return;
  const generators = [...world.generators, ...world.layers.map(({ generator }) => generator)];
  const before = generators.map(({ place }) => place);
  const { draws } = world;
  const returned: number[][] = [];
  const predicted: number[][] = [];
  const run = (): [Tensor, Tensor] => {
    world.passes = true;
    const y = agree(world, leaves, 'the value in a pass', value);
    world.passes = false;
    const probabilities = tf.softmax(y.reshape([SIZE / CLASSES, CLASSES]));
    returned.push([...y.dataSync()]);
    predicted.push([...probabilities.dataSync()]);
    if (throws && returned.length === 2) throw new Stop();
    return [y, probabilities];
  };
  const done: number[] = [];
  const progress = (pass: number, n: number): void => void done.push(pass, n);
  const options = { samples: true, quantiles: [0.3], classes: [undefined, CLASSES], progress } as const;
  try {
    const [{ mean, std, samples, quantiles }, doubt] = await monteCarlo(3, run, options);
    assert(!throws && world.draws > draws, 'what run() throws comes out, and an error if nothing was drawn');
    assert.deepEqual(done, [1, 3, 2, 3, 3, 3]);
    assert.deepEqual({ mean, std }, momentsOf(returned));
    assert.deepEqual(
      samples.map((sample) => [...sample]),
      returned,
    );
    assertClose(quantiles[0], quantileOf(returned, 0.3), 'the quantile');
    const { votes, entropy, mutualInformation } = doubt as PredictiveClasses;
    assert.deepEqual([...votes], votesOf(predicted, CLASSES), 'votes');
    const expected = uncertaintyOf(predicted, CLASSES);
    assertClose(entropy, expected.entropy, 'entropy');
    assertClose(mutualInformation, expected.mutualInformation, 'mutual information');
  } catch (error) {
    const isExpected = throws ? error instanceof Stop : world.draws === draws && isPlain(error);
    if (!isExpected) throw error;
  }
  generators.forEach((generator, i) => {
    Object.assign(generator, { place: before[i] });
  });
  world.check('the passes');
}

/**
 * Runs a program.
 * @param used Gets the uses of sources: `tensor JaxKey`.
 * @returns The number of calls of the package.
 */
export async function performProgram(program: Program, used = new Set<string>()): Promise<number> {
  const before = tf.memory().numTensors;
  const tensors = [1, 2, 3].map((seed) =>
    tf.tensor(Float32Array.from(normals({ seed: BigInt(seed), draw: program.seed }, SIZE, KINDS[32], 0, 1)), SHAPE),
  );
  const [a, b, weights] = tensors;
  const world = new TensorWorld(program, used);
  try {
    for (const what of program.asks) await ask(world, what, [a, b], weights);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nwhat ran:\n${world.trace}`, { cause: error });
  } finally {
    world.dispose();
    tf.dispose(tensors);
  }
  // Recurrent layers of TensorFlow.js 4.22 leave a tensor in every call, without this package too.
  if (program.nodes.every(({ op }) => op !== 'recurrent')) {
    assert.equal(tf.memory().numTensors, before, 'tensors that a program leaves');
  }
  return world.calls;
}
