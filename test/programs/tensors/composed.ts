/** Makes the same calls by operations of TensorFlow.js alone, with the masks of a run as constants. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { pick } from '../world.js';
import { type Calls, SHAPE, SIZE } from './graph.js';
import { tf } from './tensorflow.js';
import type { Logged, TensorWorld } from './world.js';

/** Takes the constants of `log` in their order; a call that was refused has no value. */
export function composedCalls(world: TensorWorld, log: readonly Logged[]): Calls {
  let next = 0;
  const linear = (x: Tensor, other?: Tensor): Tensor | undefined => {
    const constants = log[next];
    next += 1;
    if (constants === undefined) return undefined;
    const [slope, shift] = [constants.slope, constants.shift].map((array) => tf.tensor(array, SHAPE));
    const product = constants.by === undefined ? x.mul(slope) : x.div(constants.by).mul(slope);
    return product.add(other === undefined ? shift : other.mul(shift));
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
      pair.given = log.slice(next, next + n).flatMap((constants) => constants?.slope ?? []);
      next += n;
      return pair.twin.apply(x.reshape(SHAPE), { training }) as Tensor;
    },
    array: () => undefined,
    bad: () => undefined,
  };
}
