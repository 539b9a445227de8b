/** The addon passes the conformance checks on every instruction set. */

import { beforeAll, describe, expect, test } from 'vitest';
import { DTYPES } from '../../src/core/dtype.js';
import { kinds } from '../conformance/engines.js';
import { checks } from '../conformance/index.js';
import { native } from '../support/runners.js';

test('the checks know all dtypes', () =>
  expect(kinds).toEqual(DTYPES.map((dtype) => ({ name: dtype.name, Array: dtype.Array }))));

describe.each(native?.isas ?? ['no addon'])('conformance, %s', (isa) => {
  beforeAll(() => native?.setIsa(isa));
  for (const { name, run } of checks) test(name, run);
});
