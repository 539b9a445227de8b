/** The engines, loops and copies whose speeds are compared in a case. */

import type { EngineName } from 'native-dropout';
import type { Contender } from '../harness/measure.js';

export interface Identity {
  /** 'copy' is TypedArray.prototype.set, or slice if the result is a new array. */
  name: EngineName | 'loop' | 'copy' | 'native copy' | 'native scale' | 'native add';
  threads: number;
  isa?: string;
  /** One of several ways to do the same; only the fastest of them counts. */
  variant?: string;
}

export interface Entrant extends Contender, Identity {
  /** All entrants that have this must give the same bits. */
  output?: () => ArrayBufferView;
}
