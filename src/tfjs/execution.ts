/** Where dropout of tensors runs, and why. */

import { peers } from '#tfjs';
import type { Engine } from '../engine/engine.js';
import { chosen } from '../engine/load/choice.js';
import { firstLine, isNative } from '../engine/load/registry.js';
import { setting } from '../engine/load/settings.js';
import { wrongValue } from '../input/errors.js';
import { type NodeBackend, operationEngine } from './operation.js';

/** Where dropout of tensors runs. */
export interface ExecutionInfo {
  /** The backend of TensorFlow.js: 'cpu', 'wasm', 'tensorflow' (tfjs-node), 'webgl', … */
  backend: string;
  /**
   * 'operation': as an operation of TensorFlow, on its own memory. 'memory': on the backend's own memory. 'copies': on
   * copies of tensors. 'device': the factors of the elements are sent to the backend, which multiplies.
   */
  by: 'operation' | 'memory' | 'copies' | 'device';
  /** Why tfjs-node copies tensors; missing otherwise. */
  reason?: string;
}

const SWITCH = 'NATIVE_DROPOUT_TENSORFLOW_OP';

function makeEngine(backend: NodeBackend): Engine {
  if (backend.isUsingGpuDevice) throw new Error('tfjs-node-gpu has its tensors on a GPU');
  const wanted = setting(SWITCH) ?? '1';
  if (wanted === '0') throw new Error(`${SWITCH}=0`);
  if (wanted !== '1') throw wrongValue(SWITCH, '0 or 1', wanted);
  const { engine } = chosen();
  if (!isNative(engine)) throw new Error(`the ${engine.name} engine runs`);
  return operationEngine(backend, engine);
}

const engines = new WeakMap<NodeBackend, Engine | Error>();

/**
 * The engine that runs operations of TensorFlow on a backend of tfjs-node, or why there is none.
 * @throws {RangeError} if NATIVE_DROPOUT_TENSORFLOW_OP is neither 0 nor 1.
 */
export function engineOf(backend: NodeBackend): Engine | Error {
  const known = engines.get(backend);
  if (known !== undefined) return known;
  let made: Engine | Error;
  try {
    made = makeEngine(backend);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    made = error as Error;
  }
  engines.set(backend, made);
  return made;
}

/**
 * Returns where dropout of tensors runs on the current backend of TensorFlow.js. In tfjs-node on Linux it is an operation
 * of TensorFlow, unless the environment has NATIVE_DROPOUT_TENSORFLOW_OP=0. The result of dropout is the same everywhere.
 * @returns The backend, the way, and the reason if tfjs-node copies tensors.
 * @throws {Error} if no TensorFlow.js is loaded.
 * @throws {RangeError} if NATIVE_DROPOUT_TENSORFLOW_OP is neither 0 nor 1.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { execution } from 'native-dropout/tfjs';
 * await tf.setBackend('cpu');
 * console.log(execution()); // { backend: 'cpu', by: 'memory' }
 */
export function execution(): ExecutionInfo {
  const { engine, getBackend } = peers.core();
  const backend = getBackend();
  if (backend === 'cpu' || backend === 'wasm') return { backend, by: 'memory' };
  if (backend !== 'tensorflow') return { backend, by: 'device' };
  const made = engineOf(engine().backend as unknown as NodeBackend);
  return made instanceof Error ? { backend, by: 'copies', reason: firstLine(made) } : { backend, by: 'operation' };
}
