/** What install() changes in recurrent layers: their cells drop with our masks, and have new ones in every call. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { inPasses } from '../random/passes.js';
import { dropout } from './functions.js';
import { replace } from './replace.js';

type Call<This> = (this: This, inputs: unknown, kwargs?: object) => unknown;

interface Cell {
  /** Makes masks of ones; undefined for those of TensorFlow.js. */
  dropoutFunc?: unknown;
}

/** The cell has our dropout for the time of a call, unless its maker gave it another; and drops in passes. */
export function lendDropout(prototype: object): () => void {
  return replace(
    prototype,
    'call',
    (original: Call<Cell>) =>
      function (this, inputs, kwargs) {
        const own = this.dropoutFunc;
        this.dropoutFunc = own ?? ((ones: Tensor, rate: number) => dropout(ones, rate));
        try {
          return original.call(this, inputs, inPasses() ? { ...kwargs, training: true } : kwargs);
        } finally {
          this.dropoutFunc = own;
        }
      },
  );
}

interface Masks {
  dropoutMask?: Tensor | Tensor[] | null;
  recurrentDropoutMask?: Tensor | Tensor[] | null;
}

/** A cell, or a stack of them. */
type Masked = Masks & { readonly cells?: readonly Masked[] };

function disposeMasks(cell: Masked): void {
  cell.cells?.forEach(disposeMasks);
  for (const name of ['dropoutMask', 'recurrentDropoutMask'] as const) {
    const masks = cell[name];
    if (masks === undefined || masks === null) continue;
    for (const mask of [masks].flat()) mask.dispose();
    cell[name] = null;
  }
}

/** lstm() and its like make new masks in each call; in rnn() cells would have those of the first call for ever. */
export function renewMasks(prototype: object): () => void {
  return replace(
    prototype,
    'call',
    (original: Call<{ cell: Masked }>) =>
      function (this, inputs, kwargs) {
        disposeMasks(this.cell);
        return original.call(this, inputs, kwargs);
      },
  );
}
