/** Calls of the addon's binding, with arguments that the engine would never give. */

import type { Binding, Status } from '../../binding.js';
import { givenBits } from '../../src/core/bits.js';
import type { ComputeArray, StoredArray } from '../../src/core/dtype.js';
import { FLAT, type Layout } from '../../src/core/layout.js';
import { INVERTED } from '../../src/core/values.js';
import { CallWriter } from '../../src/engine/struct-call.js';
import { bitsOf, type Row } from '../support/operations.js';
import { loadBinding } from './binding.js';

const loaded = loadBinding();
export const isLoaded = loaded !== undefined;
export const binding = loaded as Binding;

export const N = 100;
export const NO_INTEGERS = [-1, 0.5, Number.NaN, Infinity, -Infinity, 2 ** 53 + 2, 2 ** 63, 2 ** 64 - 2048, -(2 ** 70)];

const none = new Uint32Array(0);

/** All arguments but x and y. The defaults fit N elements: tiles of 32, the first one twice, and blocks of two. */
interface Operands {
  words: Uint32Array;
  index: number;
  n: number;
  other: StoredArray;
  bias: ComputeArray;
  sums: ComputeArray;
  layout: Layout;
  tile: number;
  block: number;
}

function operands({ dtype }: Row): Operands {
  const { Compute } = dtype;
  return {
    words: new Uint32Array(4),
    index: 0,
    n: N,
    other: new dtype.Array(N),
    bias: new Compute(64),
    sums: new Compute(64),
    layout: FLAT,
    tile: 32,
    block: 64,
  };
}

function plain({ operation }: Row): boolean {
  return !operation.other && !operation.bias && !operation.sums;
}

/** Calls the addon itself. */
export function start(row: Row, x: StoredArray, y: StoredArray, has: Partial<Operands> = {}): Status {
  const { operation, dtype, bits } = row;
  const { words, index, n, other, bias, sums, layout, tile, block } = { ...operands(row), ...has };
  const call = new CallWriter(binding.call);
  call.bits(bits === 'drawn' ? bitsOf({ seed: 1n, draw: 0, p: 0.5 }) : givenBits(words));
  call.values(operation, INVERTED, 0.5);
  call.dtype(dtype);
  call.range(index, n);
  call.layout(layout);
  call.tile(tile, block);
  if (bits === 'drawn' && plain(row)) return binding.dropout(x, y);
  return binding.apply(
    bits === 'drawn' ? none : words,
    x,
    y,
    operation.other ? other : none,
    operation.bias ? bias : none,
    operation.sums ? sums : none,
  );
}

export function filled({ dtype }: Row, n: number): StoredArray {
  return new dtype.Array(n).fill(77);
}

export function untouched(array: StoredArray): boolean {
  return array.every((value) => value === 77);
}

export function detached(row: Row): StoredArray {
  const array = filled(row, N);
  structuredClone(array, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

/** An array with N bytes of memory that pretends, by its prototype, to be of the row's type. */
export function lying({ dtype }: Row): StoredArray {
  return Object.setPrototypeOf(new Uint8Array(N), dtype.Array.prototype);
}
