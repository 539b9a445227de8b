/** Runs the graph of a program, by the package's calls or by operations of TensorFlow.js instead. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../reference/shapes.js';
import { pick } from '../world.js';
import type { Node, Program } from './steps.js';
import { tf } from './tensorflow.js';

/** The shape of all values in a graph. */
export const SHAPE = [2, 3, 8];
export const SIZE = sizeOf(SHAPE);

export type NodeOf<Op extends Node['op']> = Extract<Node, { op: Op }>;
type CallOp = Exclude<Node['op'], 'unary' | 'binary'>;

/** Computes the value of a node from the value before it and a second one; undefined if it has no value. */
export type Calls = { readonly [Op in CallOp]: (node: NodeOf<Op>, x: Tensor, other: Tensor) => Tensor | undefined };

export type Graph = (...leaves: Tensor[]) => Tensor;

/** Operations whose values stay small. */
const UNARY: readonly ((x: Tensor) => Tensor)[] = [tf.tanh, tf.relu, tf.sigmoid, (x) => tf.neg(x), tf.sin];
const BINARY: readonly ((x: Tensor, y: Tensor) => Tensor)[] = [tf.add, tf.sub, (x, y) => tf.mul(tf.tanh(x), y)];

/**
 * Ends in the last value plus the product of both leaves, so that each leaf has a gradient. `after` runs after each node.
 */
export function runGraph(
  nodes: Program['nodes'],
  leaves: readonly Tensor[],
  calls: Calls,
  after?: (op: Node['op']) => void,
): Tensor {
  const values = [...leaves];
  for (const node of nodes) {
    const x = pick(values, 'from' in node ? node.from : 0);
    const other = pick(values, 'other' in node ? node.other : 0);
    const y = valueOfNode(node, x, other, calls);
    if (y !== undefined) values.push(y);
    after?.(node.op);
  }
  const [a, b] = values;
  return (values.at(-1) as Tensor).add(a.mul(b));
}

function valueOfNode(node: Node, x: Tensor, other: Tensor, calls: Calls): Tensor | undefined {
  if (node.op === 'unary') return pick(UNARY, node.which)(x);
  if (node.op === 'binary') return pick(BINARY, node.which)(x, other);
  return (calls[node.op] as (node: Node, x: Tensor, other: Tensor) => Tensor | undefined)(node, x, other);
}
