/** SHA-1 gives the digests of Node.js. */

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha1 } from '../../src/replay/sha1.js';

test.each([0, 1, 3, 54, 55, 56, 63, 64, 65, 119, 120, 1000])('%i bytes', (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (151 * i + 7 * length) % 256);
  const digest = createHash('sha1').update(bytes).digest();
  expect(Array.from(sha1(bytes))).toEqual([0, 4, 8, 12, 16].map((at) => digest.readUInt32BE(at)));
});
