/** What functions and layers of TensorFlow.js have in common: the forms of noise shapes, and what their numbers are called. */

import { checkFactor } from '../check.js';
import type { Form } from '../form.js';
import { alphaForm } from '../functional/alpha-dropout.js';
import { gaussianNoiseForm } from '../functional/gaussian-noise.js';
import { type NoiseOfShape, shareBy } from '../noise-shape.js';
import type { Settings } from '../options.js';
import { selecting } from '../select.js';

/** What the number of a form is called here. */
export const nameOf = ({ parameter = 'rate' }: Form): string => parameter;

/** As TensorFlow.js reads a noise shape: one of fewer axes shares along the first ones, and null is none. */
function broadcastBy(noiseShape: unknown): NoiseOfShape | undefined {
  if (!Array.isArray(noiseShape)) return shareBy(noiseShape ?? undefined);
  return (shape) => {
    const missing = Math.max(0, shape.length - noiseShape.length);
    return shareBy([...Array<number>(missing).fill(1), ...noiseShape])?.(shape);
  };
}

export const dropoutOf = ({ noiseShape }: Settings): Form => selecting('train', broadcastBy(noiseShape));

export const alphaDropoutOf = ({ noiseShape }: Settings): Form => alphaForm(broadcastBy(noiseShape));

const NOISE: Form = { ...gaussianNoiseForm, check: checkFactor };

/** TensorFlow.js takes any standard deviation, such as that of pixels. */
export const gaussianNoiseOf = (): Form => NOISE;
