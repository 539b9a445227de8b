/** A backward belongs to the right forward after skipped steps and with earlier masks, or throws. */

import { describe, expect, test } from 'vitest';
import {
  AlphaDropout,
  BiasDropout,
  BiasDropoutAdd,
  BiasReluDropout,
  Dropout,
  GaussianDropout,
  GaussianNoise,
  Generator,
  type LayerOptions,
  layerState,
  loadLayerState,
  Mask,
  PatchDropout,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  train,
  Zoneout,
} from '../../src/index.js';
import { forms } from '../forms/family.js';
import { sizeOf } from '../reference/shapes.js';

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

test('the mode can be assigned', () => {
  const layer = new Dropout(0.5, options());
  const x = numbers(9);
  layer.training = false;
  expect([layer.training, layer.forward(x) === x]).toEqual([false, true]);
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

describe('patches', () => {
  const shape = [2, 5, 2];

  test('backward with a mask and its shape takes only a dy of the length of y', () => {
    const layer = new PatchDropout(0.5, options());
    const { y } = layer.forward(numbers(20), { shape });
    const [dy, { mask }] = [numbers(y.length, 3), layer];
    const wanted = layer.backward(dy);
    const copy = new Mask(JSON.parse(JSON.stringify(mask)));
    for (const given of [{ mask }, { mask, shape }, { mask: copy, shape }]) {
      expect(layer.backward(dy, given)).toEqual(wanted);
      expect(() => layer.backward(numbers(20), given)).toThrow(/^dy: expected length 12 like y, got 20$/);
    }
  });

  test.each(['reuseOutput', 'inplace'])('refuses %s', (name) => {
    expect(() => new PatchDropout(0.5, { [name]: true } as never)).toThrow(
      /^options: expected only .* \(y is not as long as x\)$/,
    );
  });
});

describe('the gradient of a residual', () => {
  const [x, dy] = [numbers(24, 1), numbers(24, 2)];
  const wanted = new Mask({ seed: 8, draw: 0, p: 0.3 }).apply(dy);

  test('is dy itself, and a copy if dx is written over it', () => {
    for (const inplace of [false, true]) {
      const layer = new BiasDropoutAdd(0.3, { ...options(), inplace });
      layer.forward(x.slice(), numbers(4), numbers(24));
      const given = dy.slice();
      const { dx, dresidual } = layer.backward(given);
      expect([dresidual === given, dx === given]).toEqual([!inplace, inplace]);
      expect([dx, dresidual]).toEqual([wanted, dy]);
    }
  });

  test('is copied if out is dy', () => {
    const layer = new BiasDropoutAdd(0.3, options());
    layer.forward(x, numbers(4), numbers(24));
    const given = dy.slice();
    expect(layer.backward(given, { out: given })).toMatchObject({ dx: wanted, dresidual: dy });
  });

  test('of zoneout is made before the other is written over dy', () => {
    const layer = new Zoneout(0.3, { ...options(), inplace: true });
    layer.forward(x.slice(), numbers(24));
    const given = dy.slice();
    const { dnext, dprevious } = layer.backward(given);
    expect(dnext).toBe(given);
    const kept = new Mask({ seed: 8, draw: 0, p: 0.3 }).toUint8Array(24);
    expect(dnext).toEqual(dy.map((v, i) => (kept[i] === 1 ? v : 0)));
    expect(dprevious).toEqual(dy.map((v, i) => (kept[i] === 1 ? 0 : v)));
  });
});

describe('two steps of every layer write to its own arrays alone', () => {
  type Step = (layer: never, x: Float32Array, dy: Float32Array) => unknown;
  interface Way {
    name: string;
    make: (options: LayerOptions) => unknown;
    step: Step;
    n: number;
  }
  type Any = Dropout;
  const plain: Step = (layer: Any, x, dy) => [layer.forward(x), layer.backward(dy)];
  const ways: Way[] = [
    ...forms.map(({ name, layer, shape }): Way => {
      const step: Step = (one: Any, x, dy) => [one.forward(x, { shape }), one.backward(dy)];
      return { name, make: (more) => layer(0.3, more), step, n: sizeOf(shape) };
    }),
    { name: 'GaussianNoise', make: (more) => new GaussianNoise(0.3, more), step: plain, n: 40 },
    { name: 'GaussianDropout', make: (more) => new GaussianDropout(0.3, more), step: plain, n: 40 },
    { name: 'AlphaDropout', make: (more) => new AlphaDropout(0.3, more), step: plain, n: 40 },
    {
      name: 'BiasDropoutAdd',
      make: (more) => new BiasDropoutAdd(0.3, more),
      step: (one: BiasDropoutAdd, x, dy) => [one.forward(x, numbers(4), numbers(40, 9)), one.backward(dy)],
      n: 40,
    },
    {
      name: 'Zoneout',
      make: (more) => new Zoneout(0.3, more),
      step: (one: Zoneout, x, dy) => [one.forward(x, numbers(40, 9)), one.backward(dy)],
      n: 40,
    },
    {
      name: 'PatchDropout',
      make: ({ generator }) => new PatchDropout(0.5, { generator }),
      step(one: PatchDropout, x) {
        const patches = one.forward(x, { shape: [2, 5, 4] });
        return [patches, one.backward(numbers(patches.y.length))];
      },
      n: 40,
    },
  ];

  test.each(ways)('$name', ({ make, step, n }) => {
    for (const modes of [
      [true, true],
      [false, false],
      [false, true],
    ]) {
      const reusing = make({ ...options(), reuseOutput: true }) as Any;
      const fresh = make(options()) as Any;
      const inputs = [1, 2, 3, 4].map((seed) => numbers(n, seed));
      const before = inputs.map((input) => input.slice());
      for (const [k, [x, dy]] of [inputs.slice(0, 2), inputs.slice(2)].entries()) {
        reusing.training = fresh.training = modes[k];
        expect(step(reusing as never, x, dy)).toEqual(step(fresh as never, x, dy));
      }
      expect(inputs).toEqual(before);
    }
  });
});

test('Spatial layers refuse a shape without samples', () => {
  for (const [Layer, shape, axes] of [
    [SpatialDropout1D, [5, 4], 'N, L, C'],
    [SpatialDropout2D, [5, 4, 3], 'N, H, W, C'],
    [SpatialDropout3D, [2, 5, 2, 3], 'N, D, H, W, C'],
  ] as const) {
    const layer = new Layer(0.5);
    expect(() => layer.forward(new Float32Array(60).subarray(0, sizeOf(shape)), { shape })).toThrow(
      `shape: expected [${axes}], got ${shape.length} axes`,
    );
  }
});

test('data formats may be written in camel case or with underscores', () => {
  const shape = [2, 3, 4, 5];
  const [keras, tensors] = (['channels_first', 'channelsFirst'] as const).map((dataFormat) =>
    new SpatialDropout2D(0.5, { ...options(), dataFormat }).forward(numbers(120), { shape }),
  );
  expect(tensors).toEqual(keras);
});
