/** The changes of install() to recurrent layers: cells drop with our masks, new ones in every call. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { DROPOUT } from '../functional/dropout.js';
import { NO_SETTINGS } from '../input/options.js';
import { inPasses } from '../random/passes.js';
import { DROPS } from './layer-calls.js';
import { microBatchOf } from './part.js';
import { replace } from './replace.js';
import { runOnTensors } from './run-on-tensors.js';
import { unseeded } from './seed.js';

/** Cells of recurrent layers. */
export const CELLS: readonly string[] = ['SimpleRNNCell', 'GRUCell', 'LSTMCell', 'ConvLSTM2DCell'];

const FORM = DROPOUT.form(NO_SETTINGS);

type Call<This> = (this: This, inputs: unknown, kwargs?: object) => unknown;

interface Cell {
  /** Makes masks from ones; undefined: TensorFlow.js makes them. */
  dropoutFunc?: unknown;
}

/** During a call the cell uses our dropout, unless it was made with a different one. In passes of monteCarlo() it drops. */
export function lendDropout(prototype: object): (() => void)[] {
  const drop = (cell: object, ones: Tensor, rate: number): Tensor =>
    runOnTensors(FORM, { x: ones }, rate, unseeded(), { microBatch: microBatchOf(cell) });
  const call = replace(
    prototype,
    'call',
    (original: Call<Cell>) =>
      function (this, inputs, kwargs) {
        const own = this.dropoutFunc;
        this.dropoutFunc = own ?? ((ones: Tensor, rate: number) => drop(this, ones, rate));
        try {
          return original.call(this, inputs, inPasses() ? { ...kwargs, training: true } : kwargs);
        } finally {
          this.dropoutFunc = own;
        }
      },
  );
  return [call, replace(prototype, DROPS, () => true)];
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

/** Renews the masks in every call. In rnn(), unlike lstm(), cells would keep the masks of the first call. */
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
