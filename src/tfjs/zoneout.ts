/** Zoneout of tensors. */

import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { applyBits } from '../apply.js';
import { drawnBits, noBits } from '../bits.js';
import { checkInteger, checkProbability, MAX_INDEX } from '../check.js';
import { message } from '../errors.js';
import type { Form } from '../form.js';
import { taking } from '../generator.js';
import { CHOOSE, type Operation, REJECT, SELECT } from '../operation.js';
import { face, readOptions } from '../options.js';
import { GIVEN } from '../values.js';
import type { TensorOptions } from './functions.js';
import { run } from './kernel.js';
import { generatorOf } from './seed.js';
import { floatsOf } from './tensor.js';

const OPTIONS = face('zoneout', ['offset'], { more: ['seed'] });

const by =
  (operation: Operation): Form['forward'] =>
  (call, bits) =>
    applyBits(call, bits, operation, GIVEN, 1);

const REJECTING: Form = { forward: by(REJECT), backward: by(REJECT) };

/** The gradient goes to the state that was had. */
const CHOOSING: Form = { forward: by(CHOOSE), backward: by(SELECT) };

/**
 * Zoneout of recurrent nets (Krueger et al., 2016): each unit keeps its previous value with probability `rate`, and has the
 * next one otherwise, in tensors of one shape. Takes one draw.
 *
 * @throws {TypeError | RangeError} if an argument is not what it should be; no draw is taken then, and no tensor left.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { zoneout } from 'native-dropout/tfjs';
 * const state = zoneout(tf.ones([2, 3]), tf.zeros([2, 3]), 0.1, { seed: 42 });
 */
export function zoneout<T extends Tensor = Tensor>(
  next: T | TensorLike,
  previous: T | TensorLike,
  rate: number,
  options?: TensorOptions,
): T {
  const { offset = 0, settings } = readOptions(OPTIONS, options);
  const p = checkProbability('rate', rate);
  const from = checkInteger('offset', offset, 0, MAX_INDEX);
  const generator = generatorOf(settings.seed);
  return peers.core().tidy(() => {
    const [x, other] = [floatsOf('next', next), floatsOf('previous', previous)];
    if (String(x.shape) !== String(other.shape)) {
      throw new RangeError(message('previous', `the shape [${x.shape}] of next`, `[${other.shape}]`));
    }
    return taking(generator, ({ seed, draw }) => {
      const bits = drawnBits(seed, draw, p, noBits()); // the gradient needs them after other calls
      const pass = { direction: 'forward', bits, p, offset: from, noise: undefined } as const;
      return run(x, { ...pass, form: CHOOSING, ofOther: REJECTING }, other) as T;
    });
  });
}
