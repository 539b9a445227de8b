/** What functions and layers of TensorFlow.js have in common: the forms of noise shapes, and what their numbers are called. */

import type { Form } from '../form.js';
import { alphaForm } from '../functional/alpha-dropout.js';
import { dropoutForm } from '../functional/dropout.js';
import { shareBy } from '../noise-shape.js';
import type { Settings } from '../options.js';

/** What the number of a form is called here. */
export const nameOf = ({ parameter = 'rate' }: Form): string => parameter;

/** In Keras null is no noise shape. */
export const dropoutOf = ({ noiseShape }: Settings): Form => dropoutForm({ noiseShape: noiseShape ?? undefined });

export const alphaDropoutOf = ({ noiseShape }: Settings): Form => alphaForm(shareBy(noiseShape ?? undefined));
