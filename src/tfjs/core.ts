/**
 * The functions of TensorFlow.js's core that this adapter calls. All copies of TensorFlow.js 3 and 4 in a process share one
 * engine and one registry through globals. So the tensors of any copy work, in any bundle, and nothing is imported.
 */

import type * as tf from '@tensorflow/tfjs-core';

type Engine = ReturnType<typeof tf.engine>;

/** Functions of TensorFlow.js, under its own names. */
type Names =
  | 'engine'
  | 'getBackend'
  | 'getGradient'
  | 'getKernel'
  | 'registerGradient'
  | 'registerKernel'
  | 'Tensor'
  | 'tidy';

export interface Core extends Pick<typeof tf, Names> {
  clone(x: tf.Tensor): tf.Tensor;
}

/** The part of TensorFlow.js that layers are made with. */
export type Layers = Pick<typeof import('@tensorflow/tfjs-layers'), 'layers'>;

interface Globals {
  _tfengine?: Engine;
  _tfGlobals: Map<string, unknown>;
}

/** Searched in the order of TensorFlow.js's `getGlobal()`. */
function globals(): Globals | undefined {
  const { window } = globalThis as { window?: unknown };
  return ([window, globalThis] as (Globals | undefined)[]).find((one) => one?._tfengine !== undefined);
}

let core: Core | undefined;

/** The core of the loaded TensorFlow.js, or undefined. */
export function loadedCore(): Core | undefined {
  core ??= coreOf(globals());
  return core;
}

function coreOf(shared: Globals | undefined): Core | undefined {
  if (shared?._tfengine === undefined) return undefined;
  const engine = shared._tfengine;
  const kernels = shared._tfGlobals.get('kernelRegistry') as Map<string, tf.KernelConfig>;
  const gradients = shared._tfGlobals.get('gradRegistry') as Map<string, tf.GradConfig>;
  return {
    clone: (x) => x.clone(),
    engine: () => engine,
    getBackend: () => engine.backendName,
    getGradient: (name) => gradients.get(name) as tf.GradConfig,
    getKernel: (name, backend) => kernels.get(`${backend}_${name}`) as tf.KernelConfig,
    registerGradient: (config) => void gradients.set(config.kernelName, config),
    registerKernel: (config) => void kernels.set(`${config.backendName}_${config.kernelName}`, config),
    Tensor: shared._tfGlobals.get('Tensor') as Core['Tensor'],
    tidy: (name, run) => engine.tidy(name, run),
  };
}
