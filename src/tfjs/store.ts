/** Where checkpoints are: a folder, or a handler of TensorFlow.js. */

import type { io } from '@tensorflow/tfjs-core';
import { checkInteger, isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { type Store, toArtifacts } from './artifacts.js';
import { folderStore } from './folder.js';

/** Where checkpoints are: a folder, or a handler of TensorFlow.js such as `tf.io.getSaveHandlers('indexeddb://run')[0]`. */
export type CheckpointPlace = string | io.IOHandler;

/** Options of saving. */
export interface KeepOption {
  /** How many checkpoints a folder keeps, a positive integer. Older ones are removed after a new one is whole. Default: 3. */
  keep?: number | undefined;
}

/** @throws {TypeError | RangeError} if it is no place, or `keep` is wrong. */
export function storeOf(place: CheckpointPlace, keep?: number): Store {
  if (isRecord(place)) {
    if (keep !== undefined) throw wrongType('keep', 'none for a handler, which has one place', keep);
    return handlerStore(place);
  }
  if (typeof place !== 'string' || place === '') throw wrongType('place', 'a folder, or a handler of tf.io', place);
  const advice = 'tf.io.getSaveHandlers(url)[0] makes a handler';
  if (place.includes('://')) throw wrongType('place', 'a folder, or a handler of tf.io', place, advice);
  return folderStore(place, checkInteger('keep', keep ?? 3, 1, Number.MAX_SAFE_INTEGER));
}

function handlerStore(handler: io.IOHandler): Store {
  return {
    async save(parts) {
      if (handler.save === undefined) throw wrongType('place', 'a handler with save()', handler);
      await handler.save(toArtifacts(parts));
    },
    async load() {
      if (handler.load === undefined) throw wrongType('place', 'a handler with load()', handler);
      try {
        return await handler.load();
      } catch (error) {
        if (NOTHING.test((error as Error).message)) return undefined;
        throw error;
      }
    },
  };
}

/** Handlers that have nothing give undefined; those of browsers throw one of these messages. */
const NOTHING = /there is no model with name|Cannot find model with path/;
