/** What all copies of this adapter in a process share, so that they can be used side by side. */

import type { Generator } from '../random/generator.js';
import { shared as sharedOf } from '../random/shared.js';
import type { Layers } from './load-peers.js';

/** An installation, which lasts until every copy that asked for it has given it up. */
export interface Installation {
  readonly copies: Set<object>;
  undo(): void;
}

interface Shared {
  /** By the Layer class of a copy of TensorFlow.js. */
  readonly installations: WeakMap<object, Installation>;
  /** The generators of layers with a seed. */
  readonly generators: WeakMap<object, Generator>;
  /** The Math.random of runs that were stopped below another one, and what each had replaced. */
  readonly stopped: WeakMap<() => number, () => number>;
  /** What the last install() was given. */
  used?: Layers;
}

export const shared = sharedOf<Shared>('tfjs', () => ({
  installations: new WeakMap(),
  generators: new WeakMap(),
  stopped: new WeakMap(),
}));

export const { installations, generators, stopped } = shared;
