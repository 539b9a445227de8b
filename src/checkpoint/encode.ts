/** The bytes of a checkpoint: one line of JSON, then the bytes of its arrays. */

import { isRecord } from '../input/check.js';
import { defaultGenerator } from '../random/default-generator.js';
import { utf8 } from '../random/utf8.js';
import { CheckpointError } from './checkpoint-error.js';
import { Plan } from './restore.js';
import { type Bytes, type FreshBytes, type Node, write } from './tree.js';
import { xxh32 } from './xxh32.js';

/** The format that this version of the package writes and reads. */
const VERSION = 1;

/** The data begins at a multiple of this. */
const ALIGNMENT = 8;

/** What a checkpoint says about its data. Texts and keys have a fixed order, so that equal ones have equal JSON. */
export interface Sealed {
  /** The version of the format. */
  nativeDropout: number;
  /** XXH32 of `content` as JSON, and of the data. */
  checksum: string;
  /** The bytes of the data. */
  bytes: number;
  content: unknown;
}

function checksumOf(content: unknown, data: readonly Bytes[]): string {
  return xxh32([utf8(JSON.stringify(content))]) + xxh32(data);
}

const sizeOf = (arrays: readonly Bytes[]): number => arrays.reduce((sum, { length }) => sum + length, 0);

export function seal(content: unknown, data: readonly Bytes[]): Sealed {
  return sealed(content, data, checksumOf(content, data));
}

function sealed(content: unknown, data: readonly Bytes[], checksum: string): Sealed {
  return { nativeDropout: VERSION, checksum, bytes: sizeOf(data), content };
}

/** @throws {CheckpointError} if the version is a different one, or bytes are missing or changed. */
export function checkSeal(sealed: unknown, data: Bytes): asserts sealed is Sealed {
  const { nativeDropout: version, checksum, bytes, content } = Object(sealed) as Partial<Sealed>;
  if (!isRecord(sealed) || typeof version !== 'number') throw broken('a checkpoint of native-dropout', 'other data');
  if (version !== VERSION) {
    throw new CheckpointError('version', 'checkpoint', `one of format ${VERSION}`, `format ${version}`);
  }
  if (bytes !== data.length) throw broken(`${bytes} bytes of data`, String(data.length));
  const found = checksumOf(content, [data]);
  if (checksum !== found) throw broken(`the checksum ${checksum}`, found);
}

export function broken(expected: string, came: string): CheckpointError {
  return new CheckpointError('incomplete', 'checkpoint', expected, came, 'it is cut off, changed or no checkpoint');
}

/** Copies arrays behind one another. */
export function join(arrays: readonly Bytes[]): FreshBytes {
  const joined = new Uint8Array(sizeOf(arrays));
  let at = 0;
  for (const bytes of arrays) {
    joined.set(bytes, at);
    at += bytes.length;
  }
  return joined;
}

/** The line before the data. */
function headOf(line: Sealed): Bytes {
  const text = utf8(JSON.stringify(line));
  const head = new Uint8Array(Math.ceil((text.length + 1) / ALIGNMENT) * ALIGNMENT).fill(SPACE);
  head.set(text);
  head[head.length - 1] = LINE_FEED;
  return head;
}

const [SPACE, LINE_FEED] = [0x20, 0x0a];

interface Content {
  defaultGenerator: Node;
  state: Node;
}

/** A checkpoint: the head and the data, one after the other. */
export interface Encoded {
  /** A head of the right length, which takes no time. */
  readonly unsealed: Bytes;
  readonly data: readonly Bytes[];
  /** Calculates the head. */
  seal(): Bytes;
}

/** @throws {TypeError} if something in the state cannot be saved. */
export function encode(state: object): Encoded {
  const data: Bytes[] = [];
  const content: Content = {
    state: write('state', state, data),
    defaultGenerator: write('defaultGenerator', defaultGenerator, []),
  };
  return {
    unsealed: headOf(sealed(content, data, UNSEALED)),
    data,
    seal: () => headOf(seal(content, data)),
  };
}

/** Digits in the place of a checksum. */
const UNSEALED = '-'.repeat(16);

/** Restores a state. @throws {CheckpointError} if the bytes are no checkpoint of such a state; nothing has changed. */
export function decode(bytes: Bytes, state: object): void {
  const end = bytes.indexOf(LINE_FEED) + 1;
  const [head, data] = [bytes.subarray(0, end), bytes.subarray(end)];
  const saved: unknown = parse(head);
  checkSeal(saved, data);
  if (!isSame(headOf(saved), head)) throw broken('a line as this package writes it', 'a different one');
  const { state: node, defaultGenerator: generator } = saved.content as Content;
  const plan = new Plan(data);
  plan.object('state', node, state);
  plan.object('checkpoint', { object: { defaultGenerator: generator } }, { defaultGenerator });
  plan.run();
}

function parse(head: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(head));
  } catch {
    return undefined;
  }
}

const isSame = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
