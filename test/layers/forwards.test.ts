/** A backward belongs to the right forward after skipped steps and with earlier masks, or throws. */

import { describe, expect, test } from 'vitest';
import {
  BiasDropout,
  BiasReluDropout,
  Dropout,
  Generator,
  layerState,
  loadLayerState,
  Mask,
  SpatialDropout2D,
  train,
} from '../../src/index.js';

const numbers = (n: number, seed = 1): Float32Array => new Generator(seed).normal(n);
const options = () => ({ generator: new Generator(8) });

describe('forwards that had no backward', () => {
  const ways: [string, (layer: Dropout) => void][] = [
    ['train()', (layer) => layer.train()],
    ['reset()', (layer) => layer.reset()],
    ['train(model)', (layer) => train([layer])],
    ['the setter', (layer) => (layer.training = true)],
    ['a state', (layer) => Object.assign(layer, { state: layer.state })],
    ['the state of a model', (layer) => loadLayerState([layer], layerState([layer]))],
  ];

  test.each(ways)('are forgotten by %s', (_, forget) => {
    const layer = new Dropout(0.5, options());
    layer.forward(numbers(9));
    layer.forward(numbers(9)); // its backward was skipped
    expect(() => layer.backward(numbers(9))).toThrow(/2 forwards .* forget skipped steps with train\(\) or reset\(\)$/);
    forget(layer);
    expect(() => layer.backward(numbers(9))).toThrow(/needs a forward\(\) before it/);
    const y = layer.forward(numbers(9));
    expect(layer.backward(numbers(9))).toEqual(y);
  });

  test('are not forgotten if a call throws', () => {
    const layer = new Dropout(0.5, options());
    const y = layer.forward(numbers(9));
    expect(() => layer.train(1 as never)).toThrow(/^mode: expected a boolean, got 1$/);
    expect(() => {
      layer.training = 'no' as never;
    }).toThrow(/^mode: expected a boolean, got "no"$/);
    expect(layer.backward(numbers(9))).toEqual(y);
  });

  test('leave the mask of the last one readable', () => {
    const layer = new Dropout(0.5, options());
    layer.forward(numbers(9));
    expect(layer.eval().mask).toEqual(new Mask({ seed: 8, draw: 0, p: 0.5 }));
  });
});

describe('the bias beside a mask', () => {
  const [x, dy] = [numbers(24, 1), numbers(24, 2)];

  test('has the length that the forward of this mask had', () => {
    const layer = new BiasDropout(0.3, options());
    layer.forward(x, numbers(4));
    const wanted = layer.backward(dy);
    const { mask } = layer;
    for (const bias of [numbers(3), null]) {
      layer.forward(x, bias);
      expect(layer.backward(dy, { mask })).toEqual(wanted);
      expect(layer.backward(dy, { mask, bias: 4 })).toEqual(wanted);
      expect(() => layer.backward(dy, { mask, bias: numbers(3) })).toThrow(/^bias: expected 4 .*, got 3$/);
    }
  });

  test('is required if the layer did not hand out the mask', () => {
    const layer = new BiasDropout(0.3, options());
    layer.forward(x, numbers(4));
    const wanted = layer.backward(dy);
    const mask = new Mask(JSON.parse(JSON.stringify(layer.mask)));
    const fresh = new BiasDropout(0.3);
    for (const one of [layer, fresh]) {
      expect(() => one.backward(dy, { mask })).toThrow(/^bias: expected the bias of that forward, .*, got undefined$/);
      for (const bias of [4, numbers(4)]) expect(one.backward(dy, { mask, bias })).toEqual(wanted);
      expect(one.backward(dy, { mask, bias: null })).toEqual({ dx: wanted.dx, dbias: undefined });
      expect(() => one.backward(dy, { mask, bias: 5 })).toThrow(/^dy: expected a multiple of 5/);
      expect(() => one.backward(dy, { mask, bias: 0 })).toThrow(/^bias: /);
      expect(() => one.backward(dy, { mask, bias: [1] as never })).toThrow(/^bias: /);
    }
  });

  test('is refused without a mask', () => {
    const layer = new BiasReluDropout(0.3, options());
    const y = layer.forward(x, numbers(4));
    expect(() => layer.backward(dy, y, { bias: 4 })).toThrow(/^bias: expected none without mask/);
    expect(() => new Dropout().backward(dy, { bias: 4 } as never)).toThrow(/^options: .* got bias/);
  });
});

test('a shape beside a mask must be that of forward(), or have its length if it had none', () => {
  const layer = new Dropout(0.5, options());
  const y = layer.forward(numbers(12));
  const { mask } = layer;
  expect(layer.backward(numbers(12), { mask, shape: [3, 4] })).toEqual(y);
  expect(() => layer.backward(numbers(12), { mask, shape: [3, 5] })).toThrow(/^shape: expected \[12\], which forward/);
  layer.forward(numbers(12), { shape: [3, 4] });
  expect(() => layer.backward(numbers(12), { mask: layer.mask, shape: [4, 3] })).toThrow(
    /^shape: expected \[3,4\], which forward\(\) had, got \[4,3\]$/,
  );
});

test('data formats may be written in camel case or with underscores', () => {
  const shape = [2, 3, 4, 5];
  const [keras, tensors] = (['channels_first', 'channelsFirst'] as const).map((dataFormat) =>
    new SpatialDropout2D(0.5, { ...options(), dataFormat }).forward(numbers(120), { shape }),
  );
  expect(tensors).toEqual(keras);
});
