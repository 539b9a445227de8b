/** Makes the same calls by operations of TensorFlow.js alone, with the masks of a run as constants. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { pick } from '../world.js';
import { type Calls, SHAPE, SIZE } from './graph.js';
import { tf } from './tensorflow.js';
import type { Constants, TensorWorld } from './world.js';

/** Takes the constants of `log` in their order. */
export function composedCalls(world: TensorWorld, log: readonly Constants[]): Calls {
  let next = 0;
  const linear = (x: Tensor, other?: Tensor): Tensor => {
    const [slope, shift] = [log[next].slope, log[next].shift].map((array) => tf.tensor(array, SHAPE));
    next += 1;
    return x.mul(slope).add(other === undefined ? shift : other.mul(shift));
  };
  return {
    function: (_, x) => linear(x),
    zoneout: (_, x, other) => linear(x, other),
    // Gradients are summed in the order of the graph, so an evaluation must also be a node.
    layer: (node, x) =>
      world.drops(node, pick(world.layers, node.layer)) ? linear(x) : x.reshape([SIZE]).reshape(SHAPE),
    recurrent(node, x) {
      const pair = world.pair(node.row);
      const training = world.drops(node);
      const n = training ? 2 * pair.masks : 0;
      pair.given = log.slice(next, next + n).map(({ slope }) => slope);
      next += n;
      return pair.twin.apply(x.reshape(SHAPE), { training }) as Tensor;
    },
    array: () => undefined,
    bad: () => undefined,
  };
}
