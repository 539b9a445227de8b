/** Finds the copy of TensorFlow.js to run on. */

import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { type Core, type Layers, loadedCore } from './core.js';
import { shared } from './shared.js';

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
  /** @throws {Error} if no TensorFlow.js is loaded. */
  core(): Core;
  /** The copy of the last install(), or else the copy that Node.js finds. @throws {Error} if there is none. */
  layers(): Layers;
}

/** Packages that contain all parts; some package managers hide the parts from other packages. */
const WHOLE = ['@tensorflow/tfjs', '@tensorflow/tfjs-node'];

const isMissing = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'MODULE_NOT_FOUND';

/** The first package that is found, or undefined. */
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

/** From now on `layers` belong to this copy. */
export function use(tf: Layers): void {
  shared.used = tf;
}

/**
 * Finds TensorFlow.js at the first use, so that an import has no side effect. `makeRequire` is called then. Bundles pass
 * none, because `require` would find a different copy than the bundle's.
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
