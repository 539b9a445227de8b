/** Checkpoints of runs on typed arrays. */

import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { decode, encode, join } from './encode.js';
import { fileSystem, readIfThere, writeFlushed } from './files.js';
import type { FreshBytes } from './tree.js';

/**
 * Saves the state of a run to a file, to be restored by {@link loadCheckpoint}. The state of the default generator is
 * included. The bytes are written to `${file}.new` and flushed; then that file is renamed. So a process that is killed
 * leaves the previous checkpoint or the new one, whole.
 *
 * @param file A path.
 * @param state An object: its properties are numbers, strings, booleans, null, typed arrays, {@link Generator}s, layers, or
 * lists and objects of these, also instances of classes. Properties that are undefined are left out; private fields
 * (#name) cannot be seen.
 * @throws {TypeError} if the state contains something else, or itself; nothing is written.
 * @throws {Error} if the file cannot be written, or this host has no files.
 *
 * @example
 * import { Dropout, loadCheckpoint, saveCheckpoint } from 'native-dropout';
 * const run = { step: 0, weights: new Float32Array(100), drop: new Dropout(0.5) };
 * loadCheckpoint('run.checkpoint', run); // goes on if there is one
 * while (run.step < 10) {
 *   run.drop.forward(run.weights);
 *   run.step += 1;
 *   saveCheckpoint('run.checkpoint', run);
 * }
 */
export function saveCheckpoint(file: string, state: object): void {
  checkPath(file);
  const { unsealed, data, seal } = encode(checkState(state));
  const unfinished = `${file}.new`;
  writeFlushed(unfinished, [unsealed, ...data], seal);
  fileSystem().renameSync(unfinished, file);
}

/**
 * Restores a checkpoint of {@link saveCheckpoint} or {@link encodeCheckpoint} in place: numbers are set, arrays are filled,
 * and generators and layers get their states. Lists and objects that hold data alone are replaced.
 *
 * @param from A path, or the bytes of a checkpoint.
 * @param state An object that is built as the saved one.
 * @returns Whether there was a checkpoint: false if there is no file of that name.
 * @throws {CheckpointError} if it is cut off or changed, of another version, or of a state that is built differently.
 * Nothing has changed then.
 * @throws {TypeError} if an argument is wrong.
 */
export function loadCheckpoint(from: string | Uint8Array, state: object): boolean {
  const bytes = from instanceof Uint8Array ? from : readIfThere(checkPath(from));
  checkState(state);
  if (bytes === undefined) return false;
  decode(bytes, state);
  return true;
}

/**
 * Returns the bytes that {@link saveCheckpoint} writes: to send them to other workers or ranks, or to store them elsewhere.
 * @param state As for {@link saveCheckpoint}.
 * @throws {TypeError} if the state contains something that cannot be saved, or itself.
 *
 * @example
 * import { encodeCheckpoint, Generator, loadCheckpoint } from 'native-dropout';
 * const bytes = encodeCheckpoint({ step: 3, generator: new Generator(42) });
 * const run = { step: 0, generator: new Generator() };
 * loadCheckpoint(bytes, run); // run.step is 3
 */
export function encodeCheckpoint(state: object): FreshBytes {
  const { data, seal } = encode(checkState(state));
  return join([seal(), ...data]);
}

function checkPath(file: unknown): string {
  if (typeof file === 'string' && file !== '') return file;
  throw wrongType('file', 'a path', file);
}

function checkState(state: object): object {
  if (isRecord(state)) return state;
  throw wrongType('state', 'an object', state);
}
