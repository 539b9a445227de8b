/** A checkpoint as a model of TensorFlow.js: `tf.loadLayersModel` reads it and passes over all but the weights. */

import type { io, Tensor } from '@tensorflow/tfjs-core';
import { CheckpointError } from '../checkpoint/checkpoint-error.js';
import { broken, checkSeal, join, seal } from '../checkpoint/encode.js';
import type { Bytes } from '../checkpoint/tree.js';
import { wrongType } from '../input/errors.js';
import { bytesIn, isStored, type Spec } from './tensors.js';

/** The key in the metadata of the model. */
const KEY = 'checkpoint';

/** What a checkpoint says about its data. */
interface Described<Content> {
  topology: unknown;
  specs: Spec[];
  content: Content;
}

/** The parts of a checkpoint. */
export interface Parts<Content = unknown> extends Described<Content> {
  data: readonly Bytes[];
}

/** A checkpoint that was read. */
export interface Loaded<Content = unknown> extends Described<Content> {
  data: Bytes;
}

/** Saves and loads checkpoints; handlers may lack one of both. */
export interface Store {
  save(parts: Parts): Promise<void>;
  /** undefined: there is none. */
  load(): Promise<io.ModelArtifacts | undefined>;
}

export type Named = readonly [name: string, tensor: Tensor];

/** @throws {TypeError} if a tensor has a dtype that cannot be saved. */
export function specOf([name, { shape, dtype }]: Named, group?: 'optimizer'): Spec {
  if (!isStored(dtype)) throw wrongType(name, 'a tensor of float32, int32 or bool', dtype);
  return { name, shape: [...shape], dtype, ...(group === undefined ? {} : { group }) };
}

/** Bytes that are no tensor. */
export function specOfBytes(name: string, { length }: Bytes): Spec {
  return { name, shape: [length], dtype: 'bool', group: 'optimizer' };
}

const covered = ({ topology, specs, content }: Described<unknown>): unknown => ({ topology, specs, content });

/** The model without the bytes of its weights. */
export function describe(parts: Parts): io.ModelArtifacts {
  const { topology, specs, data, content } = parts;
  const { content: _, ...sealed } = seal(covered(parts), data);
  return {
    modelTopology: topology as object,
    format: 'layers-model',
    generatedBy: 'native-dropout',
    convertedBy: null,
    weightSpecs: specs,
    userDefinedMetadata: { [KEY]: { ...sealed, content: content as object } },
  };
}

export function toArtifacts(parts: Parts): io.ModelArtifacts {
  return { ...describe(parts), weightData: join(parts.data).buffer as ArrayBuffer };
}

/** @throws {CheckpointError} if they are no checkpoint, or bytes are missing or changed. */
export function fromArtifacts<Content>(artifacts: io.ModelArtifacts): Loaded<Content> {
  const { modelTopology: topology, weightSpecs, weightData, userDefinedMetadata } = Object(artifacts);
  const saved: unknown = Object(userDefinedMetadata)[KEY];
  if (saved === undefined || !Array.isArray(weightSpecs) || weightData === undefined) {
    throw broken('one of native-dropout', 'a model without it');
  }
  const specs = weightSpecs as Spec[];
  const data = join([weightData as ArrayBuffer | ArrayBuffer[]].flat().map((part) => new Uint8Array(part)));
  const { content, ...sealed } = Object(saved) as { content: Content };
  checkSeal({ ...sealed, content: covered({ topology, specs, content }) }, data);
  return { topology, specs, data, content };
}

/** Hands out tensors in the order in which they were saved. */
export class Reader {
  readonly #parts: Loaded;
  #next = 0;
  #at = 0;

  constructor(parts: Loaded) {
    this.#parts = parts;
  }

  /** @throws {CheckpointError} if there is none left. */
  next(): { spec: Spec; bytes: Bytes } {
    const spec = this.#parts.specs[this.#next++];
    if (spec === undefined) throw new CheckpointError('model', 'checkpoint', 'a tensor for each variable', 'fewer');
    const begin = this.#at;
    this.#at += bytesIn(spec);
    return { spec, bytes: this.#parts.data.subarray(begin, this.#at) };
  }

  /** All bytes that are left. */
  rest(): Bytes {
    return this.#parts.data.subarray(this.#at);
  }
}
