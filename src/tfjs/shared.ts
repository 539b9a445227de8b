/** State that all copies of this adapter in a process share, so that they work side by side. */

import type { Generator } from '../random/generator.js';
import { shared as sharedOf } from '../random/shared.js';
import type { Layers } from './core.js';

/** How layers differ from those of TensorFlow.js. */
export interface InstallOptions {
  /**
   * Whether layers that were called with `training: true` when the graph was built, as in layer.apply(symbolic, { training:
   * true }) or in a file, also drop in predict(), as in Keras. Default: false, as in TensorFlow.js.
   */
  fixedTraining?: boolean | undefined;
  /**
   * Whether configs of seeded layers contain `draw`, their position in the sequence of masks. false is for files that Keras
   * in Python reads: it refuses the field. Default: true.
   */
  draws?: boolean | undefined;
}

/** An installation. It lasts until every copy that installed has uninstalled. */
export interface Installation {
  readonly copies: Set<object>;
  options: InstallOptions;
  undo(): void;
}

/** The stream of numbers that Math.random returns. */
export interface Stream {
  next(): number;
  /** How many numbers it has returned. */
  position: number;
  /** Returns these numbers before all others. */
  serve(numbers: Float64Array): void;
  /** How many of the served numbers are left. */
  readonly left: number;
}

/** The samples of a micro-batch, and of the batch that it is a part of. */
export interface MicroBatch {
  /** The first sample. */
  readonly from: number;
  readonly samples: number;
  readonly batchSize: number;
}

/** The split of a batch that the layers of a model share. */
export interface Split {
  /** The current micro-batch; undefined between steps if there are several. */
  now: MicroBatch | undefined;
}

interface Shared {
  /** By the Layer class of a copy of TensorFlow.js. */
  readonly installations: WeakMap<object, Installation>;
  /** The generators of layers with a seed. */
  readonly generators: WeakMap<object, Generator>;
  /** The splits of batches, by layer. */
  readonly splits: WeakMap<object, Split>;
  /** For runs that were stopped while a later run was active: their Math.random, and the one that it replaced. */
  readonly stopped: WeakMap<() => number, () => number>;
  /** The numbers of Math.random of each run. */
  readonly streams: WeakMap<object, Stream>;
  /** The argument of the last install(). */
  used?: Layers;
}

export const shared = sharedOf<Shared>('tfjs', () => ({
  installations: new WeakMap(),
  generators: new WeakMap(),
  splits: new WeakMap(),
  stopped: new WeakMap(),
  streams: new WeakMap(),
}));

export const { installations, generators, splits, stopped, streams } = shared;
