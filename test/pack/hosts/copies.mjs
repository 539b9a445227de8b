// Three copies of the package in a process: the two builds, and one that is installed elsewhere.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import * as esm from 'native-dropout';

const cjs = createRequire(import.meta.url)('native-dropout');
const elsewhere = createRequire(new URL('elsewhere/', import.meta.url))('native-dropout');
const copies = [esm, cjs, elsewhere];
assert.equal(new Set(copies.map(({ dropout }) => dropout)).size, 3);

const x = new Float32Array(100).fill(1);
for (const [i, a] of copies.entries()) {
  for (const b of copies) {
    a.manualSeed(i);
    assert.equal(b.defaultGenerator.seed, BigInt(i));
    const generator = new a.Generator(7);
    assert.deepEqual(b.dropout(x, 0.5, { generator }), new a.Mask({ seed: 7, draw: 0, p: 0.5 }).apply(x));
    assert.equal(generator.draw, 1);
  }
}
await import('./consumer.mjs');
