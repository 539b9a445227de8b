import { type Shape, sizeOf } from '../input/shape.js';

/**
 * The limit of glorot_uniform: √(3 / ((fan_in + fan_out) / 2)) of weights of a dense or a convolutional layer.
 * @param shape [in, out], or [...kernel, in, out].
 */
export function glorotLimit(shape: Shape): number {
  const [fanIn, fanOut] = shape.slice(-2);
  const field = sizeOf(shape.slice(0, -2));
  return Math.sqrt(3 * (1 / Math.max(1, (field * fanIn + field * fanOut) / 2)));
}
