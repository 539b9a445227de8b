/** The options that layers accept. */

import { NO_OUTPUT } from '../functional/patch-dropout.js';
import { type Accepts, accepting } from '../input/options.js';

export interface LayerAccepts {
  /** Options that both functions and constructors have. */
  readonly made: readonly ('inplace' | 'generator')[];
  /** Options that only constructors have. */
  readonly more: readonly 'reuseOutput'[];
  /** Advice on options that the constructor refuses. */
  readonly instead: Accepts['instead'];
  readonly forward: Accepts;
  readonly backward: Accepts;
}

const MADE_WITH = 'the constructor takes it';
const FORWARD_INSTEAD = { inplace: MADE_WITH, generator: MADE_WITH };
const BACKWARD_INSTEAD = { inplace: MADE_WITH, offset: 'forward() takes it, and its mask remembers it' };

export const USUAL: LayerAccepts = {
  made: ['generator', 'inplace'],
  more: ['reuseOutput'],
  instead: {},
  forward: accepting('forward', ['out', 'offset', 'training', 'mask', 'dtype', 'shape'], { instead: FORWARD_INSTEAD }),
  backward: accepting('backward', ['out', 'mask', 'dtype', 'shape'], { instead: BACKWARD_INSTEAD }),
};

export const WITH_BIAS: LayerAccepts = { ...USUAL, backward: { ...USUAL.backward, more: ['bias'] } };

/** For layers whose y is not as long as x. */
export const WITHOUT_OUTPUT: LayerAccepts = {
  made: ['generator'],
  more: [],
  instead: NO_OUTPUT,
  forward: accepting('forward', ['offset', 'training', 'mask', 'dtype', 'shape'], { instead: NO_OUTPUT }),
  backward: accepting('backward', ['mask', 'dtype', 'shape'], { instead: NO_OUTPUT }),
};
