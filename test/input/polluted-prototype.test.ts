/** Nothing on Object.prototype changes a call or adds an option. */

import { describe, expect, test } from 'vitest';
import {
  alphaDropout,
  BiasDropout,
  dropBlock2d,
  dropout,
  dropPath,
  Generator,
  gaussianDropout,
  layerState,
  Mask,
  monteCarlo,
  patchDropout,
  zoneout,
} from '../../src/index.js';

const x = (): Float32Array => Float32Array.of(1, 2, 3, 4);

/** Names of options, of fields of internal records, and others that code might put on Object.prototype. */
const names = `
  training generator out inplace offset engine mask dtype shape settings seed p noiseShape scaling reuseOutput foo
  draw length low high mean std array rate noise check evaluate gradientLength keptLength evaluation
  evaluateBackward parameter second words index layout layOut elements shared inner bias sums tile block columns
  other x y given result kind stored round name has more instead form usual forward first backward gradients read
  make limit base digits tail key kept draws value get scale shift most stream operation rule threshold call made
  dbias prefixTokens ordered blockSize channelsLast mode batchFirst variational dataFormat constructor
`
  .trim()
  .split(/\s+/);

/** Calls of every kind, which must give what they give in a clean process. */
function program(): unknown {
  const generator = new Generator(3);
  const layer = new BiasDropout(0.5, { generator });
  const shape = [2, 2];
  const all = [
    dropout(x(), 0.5, { generator, scaling: 'train' }),
    dropout(x(), 0.5, { generator, training: false }),
    dropPath(x(), 0.5, { generator, shape }),
    dropout(x(), 0.5, { generator, shape, noiseShape: [null, 1] }),
    gaussianDropout(x(), 0.5, { generator }),
    zoneout(x(), new Float32Array(4), 0.5, { generator }),
    patchDropout(x(), 0.5, { generator, shape: [1, 4, 1], prefixTokens: 0 }).y,
    dropBlock2d(x(), 0.3, { generator, shape: [1, 1, 2, 2], blockSize: 1 }),
    alphaDropout(x(), 0.5, { generator }),
    layer.forward(x(), Float32Array.of(1, 2)),
    ...Object.values(layer.backward(x())),
    generator.uniform(9),
    generator.normal(9),
    generator.permutation(5),
    new Mask({ seed: 1, draw: 0, p: 0.5 }).toUint8Array(9),
    Mask.fromBytes([true, false], { p: 0.5 }).apply(x().subarray(2)),
    monteCarlo(2, () => dropout(x(), 0.5, { generator })).mean,
  ];
  return JSON.stringify([all.map((array) => Array.from(array as Float32Array)), layerState({ layer })]);
}

describe('a polluted Object.prototype', () => {
  const polluted = (name: string, value: unknown, enumerable: boolean, run: () => unknown): unknown => {
    const before = Object.getOwnPropertyDescriptor(Object.prototype, name);
    Object.defineProperty(Object.prototype, name, { value, enumerable, configurable: true, writable: true });
    try {
      return run();
    } catch (error) {
      return error;
    } finally {
      delete Object.prototype[name as keyof object];
      if (before !== undefined) Object.defineProperty(Object.prototype, name, before);
    }
  };

  test.each(names)('%s changes no call', (name) => {
    const expected = program();
    for (const value of ['text', 3, new Float32Array(9), () => 0, {}]) {
      for (const enumerable of [true, false]) {
        expect(polluted(name, value, enumerable, program), `${name} = ${value}`).toBe(expected);
      }
    }
  });

  test('adds no field to a state', () => {
    const error = polluted('draw', 5, true, () => new Generator({ seed: '1' } as never));
    expect(error).toMatchObject({ message: 'state.draw: expected an integer in [0, 2^48], got undefined' });
  });
});
