/** The addon passes the conformance checks on every instruction set. */

import { beforeAll, describe, expect, test } from 'vitest';
import { DTYPES } from '../../src/core/dtype.js';
import { kinds } from '../conformance/engines.js';
import { checks } from '../conformance/index.js';
import { native } from '../support/runners.js';

test('the checks know all dtypes', () =>
  expect(kinds).toEqual(DTYPES.map((dtype) => ({ name: dtype.name, Array: dtype.Array }))));

const isas = native?.isas ?? ['no addon'];

/** The name of a check begins with that of an engine, if it calls this engine only. */
const callsAddon = ({ name }: (typeof checks)[number]): boolean => !/^(wasm|js): /.test(name);

describe.each(isas)('conformance, %s', (isa) => {
  beforeAll(() => native?.setIsa(isa));
  for (const { name, run } of isa === isas[0] ? checks : checks.filter(callsAddon)) test(name, run);
});
