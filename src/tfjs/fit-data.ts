/** The place of a fit in a dataset. */

import { isRecord } from '../input/check.js';
import { isList } from '../input/list.js';
import { isTensor } from './tensor.js';

/** A tf.data.Dataset, as fitDataset() uses it. */
export interface Data {
  /** Begins to read. */
  iterator(): Promise<{
    /** Reads the next batch. */
    next(): Promise<{ value: unknown; done?: boolean | undefined }>;
  }>;
}

type Iterator = Awaited<ReturnType<Data['iterator']>>;

/** How often iterator() was called, and next() of the last one. */
export interface DataPlace {
  iterators: number;
  elements: number;
}

function dispose(value: unknown): void {
  if (isTensor(value)) value.dispose();
  else if (isRecord(value) || isList(value)) Object.values(value).forEach(dispose);
}

/**
 * Counts what a fit reads. With `batchesPerEpoch` a fit reads all epochs from one iterator. Without it, a fit makes one that it
 * does not read, and then one per epoch; datasets that are shuffled have a different order in each.
 */
export class FitData {
  place: DataPlace = { iterators: 0, elements: 0 };
  /** What was read before, until the first iterator of a resumed fit is made. */
  #before: (DataPlace & { replayed: number }) | undefined;

  /** Whether the fit reads from here. */
  get isRead(): boolean {
    return this.place.iterators > 0;
  }

  /** The next fit continues here; it will read the last `replayed` batches again. */
  resume(place: DataPlace, replayed: number): void {
    this.#before = place.iterators === 0 ? undefined : { ...place, replayed };
  }

  async iterator(data: Data): Promise<Iterator> {
    const before = this.#before;
    this.#before = undefined;
    if (before !== undefined) return this.#again(data, before);
    this.place = { iterators: this.place.iterators + 1, elements: 0 };
    return this.#counted(await data.iterator());
  }

  async #again(data: Data, { iterators, elements, replayed }: DataPlace & { replayed: number }): Promise<Iterator> {
    if (iterators > 1) {
      // The one after this is for the epoch: the last one again, if some of its batches are replayed, or else the next.
      const count = replayed > 0 ? iterators - 1 : iterators;
      this.place = { iterators: count, elements: 0 };
      for (let i = 1; i < count; ++i) await data.iterator();
      return this.#counted(await data.iterator());
    }
    const iterator = await data.iterator();
    const skipped = elements - replayed;
    this.place = { iterators, elements: skipped };
    for (let i = 0; i < skipped; ++i) dispose((await iterator.next()).value);
    return this.#counted(iterator);
  }

  #counted(iterator: Iterator): Iterator {
    return {
      next: async () => {
        this.place.elements += 1;
        return iterator.next();
      },
    };
  }
}
