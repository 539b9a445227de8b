/** The callbacks of a fit, and their states. */

import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { isList } from '../input/list.js';

/**
 * A tf.Callback such as tf.callbacks.earlyStopping(), or an object with some of these functions. If it has a property
 * `state`, checkpoints store its value and set it: numbers, texts, typed arrays, and lists and objects of these.
 */
export interface FitCallback {
  /** Saved in checkpoints, and set when a fit is resumed. */
  state?: unknown;
  /** Called before the first epoch. */
  onTrainBegin?(logs?: object): unknown;
  /** Called after the last epoch. */
  onTrainEnd?(logs?: object): unknown;
  /** Called before an epoch. */
  onEpochBegin?(epoch: number, logs?: object): unknown;
  /** Called after an epoch. */
  onEpochEnd?(epoch: number, logs?: object): unknown;
  /** Called before a batch. */
  onBatchBegin?(batch: number, logs?: object): unknown;
  /** Called after a batch. */
  onBatchEnd?(batch: number, logs?: object): unknown;
  /** Called when fit() yields, see `yieldEvery`. */
  onYield?(epoch: number, batch: number, logs?: object): unknown;
}

/** One callback, as fit() and fitDataset() take it. */
export type FitCallbackFunctions = {
  [Name in Exclude<keyof FitCallback, 'state'>]?: (
    ...args: Parameters<NonNullable<FitCallback[Name]>>
  ) => Promise<void>;
};

type Hook = 'onTrainBegin' | 'onTrainEnd' | 'onEpochBegin' | 'onEpochEnd' | 'onBatchBegin' | 'onBatchEnd' | 'onYield';

/** What tf.callbacks.earlyStopping() remembers from epoch to epoch. */
const EARLY_STOPPING = ['wait', 'stoppedEpoch', 'best'] as const;

export class FitCallbacks {
  readonly #callbacks: readonly FitCallback[];

  /** @throws {TypeError} if they are no callbacks. */
  constructor(callbacks: FitCallback | readonly FitCallback[] | undefined) {
    this.#callbacks = isList(callbacks) ? callbacks : callbacks === undefined ? [] : [callbacks];
    for (const one of this.#callbacks) {
      if (!isRecord(one)) throw wrongType('callbacks', 'objects with functions such as onEpochEnd', one);
    }
  }

  has(hook: Hook): boolean {
    return this.#callbacks.some((callback) => callback[hook] !== undefined);
  }

  /** As fit() does for instances of tf.Callback. */
  begin(model: object, params: object): void {
    for (const callback of this.#callbacks as readonly { setParams?: unknown; setModel?: unknown }[]) {
      if (typeof callback.setParams === 'function') callback.setParams(params);
      if (typeof callback.setModel === 'function') callback.setModel(model);
    }
  }

  async call(hook: Hook, ...args: unknown[]): Promise<void> {
    for (const callback of this.#callbacks)
      await (callback[hook] as ((...args: unknown[]) => unknown) | undefined)?.(...args);
  }

  get states(): unknown[] {
    return this.#callbacks.map((callback) => {
      if (callback.state !== undefined) return { state: callback.state };
      const fields = EARLY_STOPPING.map((name) => [name, callback[name as keyof FitCallback]]);
      return Object.fromEntries(fields.filter(([, value]) => typeof value === 'number'));
    });
  }

  set states(states: unknown[]) {
    for (const [i, callback] of this.#callbacks.entries()) Object.assign(callback, states[i]);
  }
}
