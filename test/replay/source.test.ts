/** Forms, layers, masks, passes and checkpoints take a source as their generator, and an error draws nothing. */

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  AlphaDropout,
  alphaDropout,
  BiasDropout,
  DropBlock2d,
  Dropout,
  dropBlock2d,
  dropout,
  dropout2d,
  encodeCheckpoint,
  GaussianDropout,
  Generator,
  gaussianNoise,
  layerState,
  loadCheckpoint,
  loadLayerState,
  Mask,
  monteCarlo,
  patchDropout,
  zoneout,
} from '../../src/index.js';
import type { MaskRequest, Replayed } from '../../src/random/source.js';
import * as replay from '../../src/replay/index.js';
import { TensorflowSeed, TorchGenerator } from '../../src/replay/index.js';
import { ReplaySource } from '../../src/replay/source.js';
import { engines } from '../conformance/engines.js';
import { golden, keepOf } from './golden.js';

const ones = (n: number) => new Float32Array(n).fill(1);
const numbers = (n: number) => Float32Array.from({ length: n }, (_, i) => (i % 7) - 3);

/** Keeps every third element and divides; the state counts calls. */
class Dividing extends ReplaySource<number> {
  constructor() {
    super(0);
  }
  get _name() {
    return 'Dividing';
  }
  get state() {
    return this._now;
  }
  set state(state: number) {
    this._place(state);
  }
  _write() {
    return this._now;
  }
  _read(_name: string, state: unknown) {
    return state as number;
  }
  _replay({ elements }: MaskRequest): Replayed<number> {
    const words = new Uint32Array(Math.ceil(elements / 32));
    for (let i = 0; i < elements; i += 3) words[i >>> 5] |= 1 << (i & 31);
    return { words, factor: { rule: 'divide', by: Math.fround(0.7) }, next: this._now + 1 };
  }
}

describe('a mask', () => {
  interface Row {
    in: [string, number];
    out: { next: { keep: string } };
  }
  const { states } = golden<{ states: Row[] }>('torch.json');

  test.each(states.filter(({ in: [, n] }) => n === 0))('of PyTorch, seed $in.0', ({ in: [seed], out }) => {
    const mask = new TorchGenerator(BigInt(seed)).mask(0.4, 70);
    expect(keepOf(mask.toBits(70), 70)).toEqual({ keep: out.next.keep });
  });

  test('is that of functions and layers from the same state, in forward and backward', () => {
    const mask = new TorchGenerator(7).mask(0.3, [4, 10]);
    const x = numbers(40);
    const layer = new Dropout(0.3, { generator: new TorchGenerator(7) });
    const y = layer.forward(x);
    expect(y).toEqual(mask.apply(x));
    expect(dropout(x, 0.3, { generator: new TorchGenerator(7) })).toEqual(y);
    expect(layer.backward(x)).toEqual(y);
    expect(layer.mask).toEqual(mask);
    expect(layer.backward(x, { mask: layer.mask })).toEqual(y);
    expect(layer.forward(x, { mask })).toEqual(y);
  });

  test('is cut by slice and offset, and refuses a slice beyond its end', () => {
    const mask = new TorchGenerator(7).mask(0.3, 40);
    const whole = mask.apply(numbers(40));
    expect(mask.slice(13).apply(numbers(40).subarray(13))).toEqual(whole.subarray(13));
    expect(mask.apply(numbers(40).subarray(13, 20), { offset: 13 })).toEqual(whole.subarray(13, 20));
    expect(() => mask.apply(numbers(41))).toThrow(/^offset: /);
    const generator = new TorchGenerator(7);
    expect(() => dropout(numbers(4), 0.3, { generator, offset: 1 })).toThrow(/^offset: expected 0 with a source/);
    expect(generator.state).toEqual(new TorchGenerator(7).state);
  });

  test('survives JSON with its rounding', () => {
    for (const source of [new TorchGenerator(7), new Dividing()]) {
      const mask = source.mask(0.021, 100);
      const same = Mask.fromJSON(JSON.parse(JSON.stringify(mask)));
      expect(same).toEqual(mask);
      expect(same.apply(numbers(100))).toEqual(mask.apply(numbers(100)));
    }
    const json = new TorchGenerator(7).mask(0.1, 3).toJSON();
    const broken = (factor: object) => () => Mask.fromJSON({ ...json, factor } as typeof json);
    expect(broken({ rule: 'add', by: 1 })).toThrow(/^factor.rule: /);
    expect(broken({ rule: 'multiply', by: '1' })).toThrow(/^factor.by: expected a finite number/);
    expect(broken({ rule: 'multiply', by: 1, shift: 2 })).toThrow(/^factor: expected no fields but rule, by/);
  });

  test('is shared along axes', () => {
    const bits = new TorchGenerator(7).mask(0.5, 6).toUint8Array(6);
    const y = dropout2d(ones(24), 0.5, { shape: [2, 3, 2, 2], generator: new TorchGenerator(7) });
    expect(y).toEqual(Float32Array.from({ length: 24 }, (_, i) => 2 * bits[Math.floor(i / 4)]));
    const many = { shape: [2, 3, 2, 3, 2], noiseShape: [null, 1, null, 1, null] };
    const scale = Math.fround(1 / Math.fround(1 - 0.052)); // differs from that of our own masks
    const shared = dropout(ones(72), 0.052, { ...many, generator: new TorchGenerator(7) });
    expect(shared.filter((one) => one !== 0)).toEqual(new Float32Array(shared.filter(Boolean).length).fill(scale));
    const rows = { shape: [6, 4], noiseShape: [null, 1] };
    expect(dropout(ones(24), 0.5, { ...rows, generator: new TorchGenerator(7) })).toEqual(y);
  });
});

describe.each(engines)('values on %s', (engine) => {
  const kept = (x: number, i: number, value: (x: number) => number) => (i % 3 === 0 ? value(x) : 0);

  test('are divided with one rounding', () => {
    const x = Float32Array.from({ length: 300 }, (_, i) => Math.fround(i / 7 - 20));
    const y = dropout(x, 0.3, { generator: new Dividing(), engine });
    expect(y).toEqual(x.map((one, i) => kept(one, i, (value) => value / Math.fround(0.7))));
    const inplace = x.slice();
    expect(dropout(inplace, 0.3, { generator: new Dividing(), engine, inplace: true })).toEqual(y);
    const wide = Float64Array.from(x);
    const quotient = wide.map((one, i) => kept(one, i, (value) => value / Math.fround(0.7)));
    expect(dropout(wide, 0.3, { generator: new Dividing(), engine })).toEqual(quotient);
  });

  test('are divided in float32 for 16-bit floats', () => {
    const x = Uint16Array.of(0x3c00, 0x3c00, 0x3c00, 0xc500); // 1, 1, 1, -5
    const y = dropout(x, 0.3, { generator: new Dividing(), engine, dtype: 'float16' });
    expect(y).toEqual(Uint16Array.of(0x3db7, 0, 0, 0xc725)); // 1.4287, -7.1445
  });

  test('of alpha dropout are rounded after each step', () => {
    const generator = new TorchGenerator(7);
    const x = numbers(50);
    const bits = new TorchGenerator(7).mask(0.3, 50).toUint8Array(50);
    const a = 1 / Math.sqrt((1.7580993408473766 ** 2 * 0.3 + 1) * 0.7);
    const [scale, low, shift] = [a, 1.7580993408473766 * a, 1.7580993408473766 * a * 0.3].map(Math.fround);
    const y = alphaDropout(x, 0.3, { generator, engine });
    const wanted = x.map((one, i) => (bits[i] === 1 ? Math.fround(one * scale) + shift : shift - low));
    expect(y).toEqual(wanted);
  });
});

test('a gradient of alpha dropout is scaled as its forward', () => {
  const layer = new AlphaDropout(0.3, { generator: new TorchGenerator(7) });
  const y = layer.forward(new Float32Array(20));
  const zero = layer.forward(ones(20), { mask: layer.mask });
  const dx = layer.backward(ones(20), { mask: layer.mask });
  for (let i = 0; i < 20; ++i) expect(dx[i]).toBeCloseTo(zero[i] - y[i], 6);
});

describe('no draw is taken', () => {
  const untouched = new TorchGenerator(7).state;

  test.each([0, 1])('at p = %d, as PyTorch', (p) => {
    const generator = new TorchGenerator(7);
    expect(dropout(ones(40), p, { generator })).toEqual(new Float32Array(40).fill(1 - p));
    expect(alphaDropout(ones(40), p, { generator })).toEqual(new Float32Array(40).fill(1 - p));
    expect(generator.state).toEqual(untouched);
  });

  test('in evaluation and without elements', () => {
    const generator = new TorchGenerator(7);
    dropout(ones(40), 0.5, { generator, training: false });
    dropout(ones(0), 0.5, { generator });
    expect(generator.state).toEqual(untouched);
  });

  const shape = [2, 3, 4];
  test.each([
    ['gaussianNoise', (generator: TorchGenerator) => gaussianNoise(ones(24), 0.5, { generator })],
    ['GaussianDropout', (generator: TorchGenerator) => new GaussianDropout(0.5, { generator }).forward(ones(24))],
    ['patchDropout', (generator: TorchGenerator) => patchDropout(ones(24), 0.5, { generator, shape })],
    [
      'dropBlock2d',
      (generator: TorchGenerator) => dropBlock2d(ones(24), 0.5, { generator, shape: [1, ...shape], blockSize: 2 }),
    ],
    [
      'DropBlock2d',
      (generator: TorchGenerator) =>
        new DropBlock2d(0.5, { generator, blockSize: 2 }).forward(ones(24), { shape: [1, ...shape] }),
    ],
  ])('by %s, which needs more than a mask', (_name, run) => {
    const generator = new TorchGenerator(7);
    expect(() => run(generator)).toThrow(
      /^generator: expected a Generator, because this form needs more than a mask, got TorchGenerator$/,
    );
    expect(generator.state).toEqual(untouched);
  });

  test('by bad input', () => {
    const generator = new TorchGenerator(7);
    expect(() => dropout(ones(4), 0.5, { generator, out: ones(5) })).toThrow(/^out: /);
    expect(() => dropout(ones(4), 2, { generator })).toThrow(/^p: /);
    const wrong = (size: unknown, options?: object) => () => generator.mask(0.5, size as number, options);
    expect(wrong(-1)).toThrow(/^size: expected an integer in \[0, 2\^32 - 1\], got -1$/);
    expect(wrong('4')).toThrow(/^size: expected a number of elements or a shape, got "4"$/);
    expect(wrong([2 ** 20, 2 ** 20])).toThrow(/^size: expected a shape of less than 2\^32 elements/);
    expect(wrong(4, { dtype: 'int8' })).toThrow(/^dtype: expected 'float32' or/);
    expect(wrong(4, { type: 'float32' })).toThrow(/^options: expected no fields but dtype/);
    expect(() => generator.mask(-1, 4)).toThrow(/^p: /);
    expect(generator.state).toEqual(untouched);
    const dividing = new Dividing();
    const bias = ones(1);
    expect(() => new BiasDropout(0.5, { generator: dividing }).forward(ones(4), bias)).toThrow(
      /^generator: expected a source that multiplies, for a form with a bias/,
    );
    expect(dividing.state).toBe(0);
  });
});

test('zoneout and forms with a bias use the bits', () => {
  const bits = new TorchGenerator(7).mask(0.5, 30).toUint8Array(30);
  const y = zoneout(ones(30), new Float32Array(30), 0.5, { generator: new TorchGenerator(7) });
  expect(y).toEqual(Float32Array.from(bits));
  const layer = new BiasDropout(0.5, { generator: new TorchGenerator(7) });
  expect(layer.forward(ones(30), ones(3))).toEqual(Float32Array.from(bits, (bit) => 4 * bit));
});

describe('states', () => {
  test('are shown', () => {
    expect(inspect(new TensorflowSeed([1, 2]))).toBe(
      "TensorflowSeed { state: { seed: [ '1', '2' ], jitCompile: false } }",
    );
  });

  const sources: ((seed: number) => ReplaySource<unknown>)[] = [
    (seed) => new replay.JaxKey(seed),
    (seed) => new replay.KerasSeedGenerator(seed),
    (seed) => new replay.LinenRngs(new replay.JaxKey(seed)).module(['Dropout_0']),
    (seed) => new replay.NnxRngs(seed).stream('dropout'),
    (seed) => new replay.NumpyGenerator(seed),
    (seed) => new replay.NumpyRandomState(seed),
    (seed) => new replay.OnnxRuntimeSeed(seed),
    (seed) => new replay.TensorflowEager(seed),
    (seed) => new replay.TensorflowEager(seed).operation(4),
    (seed) => new replay.TensorflowFunction(seed).operation(),
    (seed) => new replay.TensorflowGenerator(seed),
    (seed) => new replay.TensorflowSeed([seed, 2]),
    (seed) => new replay.TfjsSeed(seed),
    (seed) => new replay.TorchCompileGenerator(new TorchGenerator(seed), { operations: 2 }),
    (seed) => new replay.TorchCudaGenerator(seed),
    (seed) => new replay.TorchGenerator(seed),
  ];

  test.each(sources)('of a layer and in a checkpoint: %s', (make) => {
    const run = { layer: new Dropout(0.5, { generator: make(7) as never }) };
    run.layer.forward(ones(32));
    const json = JSON.parse(JSON.stringify(run.layer));
    const bytes = encodeCheckpoint(run);
    const next = run.layer.forward(ones(32));
    for (const restore of [
      (other: typeof run) => Object.assign(other.layer, { state: json }),
      (other: typeof run) => loadCheckpoint(bytes, other),
    ]) {
      const other = { layer: new Dropout(0.1, { generator: make(0) as never }) };
      restore(other);
      expect(other.layer.forward(ones(32))).toEqual(next);
    }
  });

  test('of every exported class were among these', () => {
    const classes = Object.values(replay).filter((one) => one.prototype instanceof ReplaySource);
    const made = sources.map((make) => make(1).constructor);
    expect(classes.filter((one) => !made.includes(one))).toEqual([]);
  });

  test('of masks at p = 1 multiply by 0', () => {
    const jax = new replay.KerasSeedGenerator(7, { backend: 'jax' });
    const torch = new TorchGenerator(7);
    for (const mask of [jax.mask(1, 5), torch.mask(1, 5), torch.nativeMask(1, 5)]) {
      expect(mask.toJSON().factor).toEqual({ rule: 'multiply', by: 0 });
    }
  });

  test('of a layer, in JSON', () => {
    const layer = new Dropout(0.5, { generator: new TorchGenerator(7) });
    layer.forward(ones(30));
    const json = JSON.parse(JSON.stringify(layer));
    const next = layer.forward(ones(30));
    const other = new Dropout(0.1, { generator: new TorchGenerator(0) });
    other.state = json;
    expect(other.forward(ones(30))).toEqual(next);
    const ours = new Dropout(0.5, { generator: new Generator(0) });
    expect(() => {
      ours.state = json;
    }).toThrow(/^state.generator: /);
    expect(() => {
      layer.state = ours.state;
    }).toThrow(/^state.generator: expected no fields but source, state, got seed$/);
    expect(() => {
      layer.state = { ...json, generator: { source: 'JaxKey', state: '' } };
    }).toThrow(/^state.generator.source: expected 'TorchGenerator', got "JaxKey"$/);
  });

  test('of a model whose layers share a source', () => {
    const make = (seed: number) => {
      const generator = new TorchGenerator(seed);
      return [new Dropout(0.5, { generator }), new Dropout(0.2, { generator })];
    };
    const [model, other] = [make(7), make(0)];
    model[0].forward(ones(9));
    loadLayerState(other, JSON.parse(JSON.stringify(layerState(model))));
    expect(other[1].forward(ones(9))).toEqual(model[1].forward(ones(9)));
  });

  test('in a checkpoint of arrays', () => {
    const make = (seed: number) => {
      const generator = new TorchGenerator(seed);
      return { generator, layer: new Dropout(0.5, { generator }) };
    };
    const run = make(7);
    run.layer.forward(ones(9));
    const bytes = encodeCheckpoint(run);
    const next = run.layer.forward(ones(9));
    const restored = make(0);
    loadCheckpoint(bytes, restored);
    expect(restored.layer.forward(ones(9))).toEqual(next);
    const ours = { generator: new Generator(0), layer: restored.layer };
    expect(() => loadCheckpoint(bytes, ours)).toThrow(
      /state.generator: expected a TorchGenerator, as in the checkpoint/,
    );
  });

  test('are outside of the passes of monteCarlo() as they were', () => {
    const generator = new TorchGenerator(7);
    const layer = new Dropout(0.5, { generator }).eval();
    const seen: Float32Array[] = [];
    monteCarlo(3, () => {
      const y = layer.forward(ones(9));
      seen.push(y);
      return y;
    });
    expect(generator.state).toEqual(new TorchGenerator(7).state);
    const again = new TorchGenerator(7);
    expect(seen).toEqual([1, 2, 3].map(() => dropout(ones(9), 0.5, { generator: again })));
  });
});
