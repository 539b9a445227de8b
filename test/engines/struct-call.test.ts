/** C++ and TypeScript agree on the memory layout of a call and on all codes, which the test reads from the C++. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { givenBits, keyOf } from '../../src/core/bits.js';
import { DISTRIBUTIONS } from '../../src/core/distribution.js';
import { DTYPES } from '../../src/core/dtype.js';
import { OPERATIONS } from '../../src/core/operation.js';
import { INVERTED } from '../../src/core/values.js';
import { MAX_THREADS } from '../../src/engine/engine.js';
import { CALL, CALL_BYTES, CallWriter } from '../../src/engine/struct-call.js';
import { kinds } from '../conformance/engines.js';
import { ARITHMETIC } from '../reference/values.js';
import { bitsOf } from '../support/operations.js';

function header(name: string): string {
  return readFileSync(new URL(`../../native/${name}`, import.meta.url), 'utf8');
}

/** The arguments of the rows of one of the lists in rows.h. */
function rowsOf(list: string): string[][] {
  const [definition] = new RegExp(`^#define ${list}\\((?:.*\\\\\n)*.*`, 'm').exec(header('kernels/rows.h')) ?? [''];
  return Array.from(definition.matchAll(/ROW\((k[^)]*)\)/g), ([, row]) => row.split(/, */));
}

describe('struct Call of native/run/call.h is what src/engine/struct-call.ts writes', () => {
  const asserted = Array.from(header('run/call.h').matchAll(/^static_assert\(offsetof\(Call, (\w+)\) == (\d+)\);$/gm));

  test('every field has the offset that TypeScript writes to', () => {
    expect(Object.fromEntries(asserted.map(([, field, offset]) => [field, Number(offset)]))).toEqual(CALL);
  });

  test('it has the size that TypeScript allocates', () => {
    expect(header('run/call.h')).toContain(`static_assert(sizeof(Call) == ${CALL_BYTES});`);
  });

  test('every field gets its value, low words first', () => {
    const memory = new ArrayBuffer(8 + CALL_BYTES);
    const writer = new CallWriter(memory, 8);
    const p = 0.3;
    writer.bits(bitsOf({ seed: 0x0123_4567_89ab_cdefn, draw: 0x1122_3344_5566, p }));
    writer.values({ ...OPERATIONS[0], code: 5 }, { ...INVERTED, code: 3 }, 0.75);
    writer.layout({ shared: 2 ** 40 + 1, inner: 7 });
    writer.tile(1024, 65_536);
    writer.dtype({ ...DTYPES[0], code: 9 });
    writer.range(2 ** 47 + 1, 2 ** 33 + 1);
    const view = new DataView(memory, 8);
    expect([view.getFloat64(CALL.p, true), view.getUint32(CALL.op, true)]).toEqual([0.75, 5]);
    expect(view.getBigUint64(CALL.seed, true)).toBe(0x0123_4567_89ab_cdefn);
    expect(view.getBigUint64(CALL.draw, true)).toBe(0x1122_3344_5566n);
    const digits = BigInt(view.getUint32(CALL.digits, true)) * 2n ** 32n + BigInt(view.getUint32(CALL.tail, true));
    expect(digits).toBe(BigInt(Math.round(p * 2 ** 40)));
    expect([view.getFloat64(CALL.index, true), view.getFloat64(CALL.n, true)]).toEqual([2 ** 47 + 1, 2 ** 33 + 1]);
    expect([view.getUint32(CALL.dtype, true), view.getUint32(CALL.rule, true)]).toEqual([9, 3]);
    expect([view.getFloat64(CALL.shared, true), view.getFloat64(CALL.inner, true)]).toEqual([2 ** 40 + 1, 7]);
    expect([view.getFloat64(CALL.tile, true), view.getFloat64(CALL.block, true)]).toEqual([1024, 65_536]);
    expect(view.getUint32(CALL.drawn, true)).toBe(1);
    writer.bits(givenBits(new Uint32Array(1), 0, { shared: 3, inner: 9 }));
    expect([view.getFloat64(CALL.shared, true), view.getFloat64(CALL.inner, true)]).toEqual([3, 9]);
    expect(view.getUint32(CALL.drawn, true)).toBe(0);
    expect(new Uint8Array(memory, 0, 8)).toEqual(new Uint8Array(8));
  });

  test('fields for random numbers get their values, too', () => {
    const memory = new ArrayBuffer(CALL_BYTES);
    const writer = new CallWriter(memory);
    writer.key(keyOf(0x0123_4567_89ab_cdefn, 0x1122_3344_5566));
    writer.stream(2 ** 32 - 2);
    writer.numbers({ name: 'normal', code: 7 }, { shift: -0.5, scale: 2.5, most: 4.5 });
    const view = new DataView(memory);
    expect(view.getBigUint64(CALL.seed, true)).toBe(0x0123_4567_89ab_cdefn);
    expect(view.getBigUint64(CALL.draw, true)).toBe(0x1122_3344_5566n);
    expect([view.getUint32(CALL.stream, true), view.getUint32(CALL.distribution, true)]).toEqual([2 ** 32 - 2, 7]);
    const scaling = [CALL.shift, CALL.scale, CALL.most].map((field) => view.getFloat64(field, true));
    expect(scaling).toEqual([-0.5, 2.5, 4.5]);
  });
});

test('distributions have the codes of native/kernels/distribution.h', () => {
  const [, names] = /enum Distribution : uint32_t {(.*), kDistributions }/.exec(header('kernels/distribution.h')) ?? [
    '',
    '',
  ];
  const codes = names.split(',').map((name, i) => [name.trim().slice(1).toLowerCase(), i]);
  expect(DISTRIBUTIONS.map(({ name, code }) => [name, code])).toEqual(codes);
});

test('dtypes have the codes of native/kernels/rows.h, and the sizes of their arrays', () => {
  const rows = rowsOf('DTYPES').map(([code], i) => [code.slice(1).toLowerCase(), i]);
  expect(DTYPES.map(({ name, code }) => [name, code])).toEqual(rows);
  for (const { Array: Kind, bytes } of DTYPES) expect(new Kind(1).byteLength).toBe(bytes);
});

test('the reference and the conformance checks know every dtype', () => {
  const names = DTYPES.map(({ name }) => name);
  expect(Object.keys(ARITHMETIC)).toEqual(names);
  expect(kinds.map(({ name }) => name)).toEqual(names);
});

test('operations have the codes of native/kernels/rows.h', () => {
  const rows = rowsOf('OPERATIONS').map(([code], i) => [code.slice(1).toLowerCase(), i]);
  expect(OPERATIONS.map(({ name, code }) => [name.toLowerCase(), code])).toEqual(rows);
});

test('the limit of threads is that of native/machine/pool.h', () => {
  expect(header('machine/pool.h')).toContain(`kMaxThreads = ${MAX_THREADS};`);
});
