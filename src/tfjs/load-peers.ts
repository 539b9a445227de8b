/** Which copy of TensorFlow.js runs. */

import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { type Core, loadedCore } from './core.js';
import { shared } from './shared.js';

/** What the layers of this package are made with. */
export type Layers = Pick<typeof import('@tensorflow/tfjs-layers'), 'layers'>;

/** @throws {TypeError} if tf is no TensorFlow.js with layers. */
export function checkLayers<T extends Layers>(tf: T): T {
  if (isRecord(tf) && typeof tf.layers?.Layer === 'function') return tf;
  throw noTensorFlow(tf);
}

export function noTensorFlow(tf: unknown): TypeError {
  return wrongType('tf', "TensorFlow.js with layers (import * as tf from '@tensorflow/tfjs')", tf);
}

type Require = (name: string) => unknown;

export interface Peers {
  /** @throws {Error} if there is none. */
  core(): Core;
  /** Of the last install(), or the one that can be found. @throws {Error} if there is none. */
  layers(): Layers;
}

/** Packages that hold everything, which package managers may keep their parts from others in. */
const WHOLE = ['@tensorflow/tfjs', '@tensorflow/tfjs-node'];

const isMissing = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'MODULE_NOT_FOUND';

/** The first of the packages that can be found, or undefined. */
function find(part: string, require: Require): unknown {
  for (const name of [part, ...WHOLE]) {
    try {
      return require(name);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return undefined;
}

/** From now on `layers` are of this copy. */
export function use(tf: Layers): void {
  shared.used = tf;
}

/**
 * Finds TensorFlow.js when it is first asked for, so that an import has no effect. `makeRequire` is called then; bundles have
 * none, as what it finds would be another copy than theirs.
 */
export function peersBy(makeRequire?: () => Require): Peers {
  let found: Layers | undefined;
  const findHere = (part: string): unknown => makeRequire && find(part, makeRequire());
  return {
    core() {
      const core = loadedCore() ?? (findHere('@tensorflow/tfjs-core') && loadedCore());
      if (core) return core as Core;
      throw new Error('native-dropout/tfjs: no TensorFlow.js is loaded: import it (npm install @tensorflow/tfjs)');
    },
    layers() {
      if (shared.used === undefined) found ??= findHere('@tensorflow/tfjs-layers') as Layers | undefined;
      const layers = shared.used ?? found;
      if (layers !== undefined) return layers;
      throw new Error(
        'native-dropout/tfjs: no TensorFlow.js is found from here: call install(tf), or use layersFor(tf)',
      );
    },
  };
}
