/**
 * Given the masks of ONNX's node cases for Dropout, Mask.apply gives their outputs.
 *
 * x and masks are those of onnx/backend/test/case/node/dropout.py, written by numpy 2: x is randn of seed 0 as float32, a
 * mask is uniform of seed 0 >= ratio.
 */

import { describe, expect, test } from 'vitest';
import { Dropout, Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import cases from './onnx-dropout.json' with { type: 'json' };

const x = Float32Array.from(cases.x);

describe.each(engines)('%s', (engine) => {
  // training_dropout_default (0.5), training_dropout (0.75), and both with the mask as an output.
  test.each([
    ['0.5', 0.5],
    ['0.75', 0.75],
  ] as const)('training, ratio %s', (name, ratio) => {
    const kept = Array.from(cases.masks[name], (bit) => bit === '1');
    const mask = Mask.fromBytes(kept, { p: ratio });
    const scale = 1 / (1 - ratio);
    expect(mask.apply(x, { engine })).toEqual(x.map((value, i) => (kept[i] ? scale * value : 0)));
    expect(Array.from(mask.toUint8Array(60), Boolean)).toEqual(kept);
  });

  // training_dropout_zero_ratio, and with the mask.
  test('training, ratio 0', () => {
    const mask = new Mask({ seed: 0, draw: 0, p: 0 });
    expect(mask.apply(x, { engine })).toEqual(x);
    expect(mask.toUint8Array(60, { engine })).toEqual(new Uint8Array(60).fill(1));
  });
});

// dropout_default, _ratio, _mask, _mask_ratio, _old and dropout_random_old: not training, so y is x whatever the ratio.
test.each([0.5, 0.1, 0.2])('inference, ratio %d', (ratio) => {
  expect(new Dropout(ratio).eval().forward(x)).toBe(x);
});
