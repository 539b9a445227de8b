/** Names of child generators are hashed as UTF-8, also on hosts without a TextEncoder. */

import { Generator } from 'native-dropout';
import { seeded } from 'native-dropout/tfjs';
import { afterEach, expect, test } from 'vitest';
import { utf8 } from '../../src/random/utf8.js';

const { TextEncoder } = globalThis;
afterEach(() => {
  globalThis.TextEncoder = TextEncoder;
});

test.each([
  ['', 'no text'],
  ['encoder.0\0\x7f', 'one byte'],
  ['\x80é߿', 'two'],
  ['ࠀ中\ud7ff\ue000\ufffd\uffff', 'three'],
  ['\u{10000}😀\u{10ffff}', 'four'],
  ['a\ud83d', 'a high surrogate at the end'],
  ['\udc00\ud800b\ude00', 'surrogates the wrong way round'],
])('%j: %s', (text) => {
  expect(utf8(text)).toEqual(Uint8Array.from(new TextEncoder().encode(text)));
});

test('every code point, 0xd800 to 0xdfff among them', () => {
  const text = Array.from({ length: 0x11_0000 / 0x35 }, (_, i) => `${String.fromCodePoint(i * 0x35)}-`).join('');
  expect(utf8(text)).toEqual(Uint8Array.from(new TextEncoder().encode(text)));
});

test('without a TextEncoder children and runs of TensorFlow.js are the same', () => {
  const { seed } = new Generator(1).split('encoder 中');
  Reflect.deleteProperty(globalThis, 'TextEncoder');
  expect(new Generator(1).split('encoder 中').seed).toBe(seed);
  seeded(1).stop();
});
