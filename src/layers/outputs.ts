/** The output arrays that a layer with `reuseOutput` writes to in every step. */

import type { Call } from '../call/call.js';
import type { FloatArray } from '../core/dtype.js';
import { identity, type Made, type Pass } from '../form/form.js';

type Direction = 'forward' | 'backward';

export class Outputs {
  #forward: FloatArray | undefined = undefined;
  #backward: FloatArray | undefined = undefined;

  /** The previous step's output, if the pass writes one. */
  kept(direction: Direction, pass: Pass): FloatArray | undefined {
    if (pass === identity) return undefined;
    return direction === 'forward' ? this.#forward : this.#backward;
  }

  /** Keeps y unless it is the user's: `out`, or the input itself. */
  keep(direction: Direction, { given }: Call, out: unknown, { y }: Made): void {
    if (out !== undefined || y === given) return;
    if (direction === 'forward') this.#forward = y;
    else this.#backward = y;
  }
}
