/** Saves a training run between two steps. The file is complete at any time. */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { DIGESTS, Masks, type MasksState } from '../shared/mlp/masks.js';
import { LENGTH } from '../shared/mlp/model.js';
import { SETTINGS } from '../shared/mlp/settings.js';

export interface Checkpoint {
  /** Number of finished steps. */
  step: number;
  weights: Float32Array;
  velocity: Float32Array;
  masks: MasksState;
  digests: Uint8Array;
}

/** Until the new file is complete and on the disk, the old one stays in its place. */
export function writeCheckpoint(file: string, { step, weights, velocity, masks, digests }: Checkpoint): void {
  const arrays = { weights: base64(weights), velocity: base64(velocity), digests: base64(digests) };
  const text = JSON.stringify({ settings: SETTINGS, step, masks, ...arrays });
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, text, { flush: true });
  renameSync(unfinished, file);
}

export function readCheckpoint(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`--resume: cannot read the checkpoint ${file}`, { cause });
  }
}

/** @throws {Error} if these bytes are no checkpoint of this network, with these settings. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint {
  const { settings, step, masks, weights, velocity, digests } = parseObject(bytes);
  if (!isDeepStrictEqual(settings, SETTINGS)) {
    throw new Error(
      `checkpoint: expected one of a run with ${JSON.stringify(SETTINGS)}, got ${JSON.stringify(settings)}`,
    );
  }
  if (typeof step !== 'number' || !Number.isSafeInteger(step))
    throw new Error(`checkpoint: expected a step, got ${step}`);
  return {
    step,
    masks: readMasks(masks),
    weights: floats('weights', weights),
    velocity: floats('velocity', velocity),
    digests: bytesOf('digests', digests, DIGESTS),
  };
}

function parseObject(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    return { ...Object(value) };
  } catch (cause) {
    throw new Error('checkpoint: expected a complete one, got other bytes', { cause });
  }
}

/** The constructor of Generator checks each state. */
function readMasks(masks: unknown): MasksState {
  try {
    const { pixels, hidden } = Object(masks);
    return new Masks({ pixels, hidden }).state;
  } catch (cause) {
    throw new Error('checkpoint: expected states of generators in its masks', { cause });
  }
}

function base64(array: Float32Array | Uint8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

function floats(name: string, text: unknown): Float32Array {
  return new Float32Array(bytesOf(name, text, LENGTH * Float32Array.BYTES_PER_ELEMENT).buffer);
}

/** Copies the bytes, because memory of Buffer's pool may be unaligned. */
function bytesOf(name: string, text: unknown, length: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(Buffer.from(String(text), 'base64'));
  if (bytes.length !== length) throw new Error(`checkpoint: expected ${length} bytes of ${name}, got ${bytes.length}`);
  return bytes;
}
