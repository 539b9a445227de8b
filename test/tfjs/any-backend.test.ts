/** A backend of which nothing is known but what all have, as those on other devices: it gives copies of what it holds. */

import type { KernelBackend } from '@tensorflow/tfjs-core';
import { Generator, Mask, zoneout as zoneoutOfArrays } from 'native-dropout';
import { dropout, zoneout } from 'native-dropout/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { expectSame } from '../same.js';
import { taken, tf, use } from './backends.js';

class Remote extends tf.KernelBackend implements KernelBackend {
  readonly #held = new Map<object, Float32Array>();

  #values(id: object): Float32Array {
    const values = this.#held.get(id);
    if (values === undefined) throw new Error('this is not on the device');
    return values;
  }

  override write(values: unknown): object {
    const id = {};
    this.#held.set(id, (values as Float32Array).slice());
    return id;
  }

  override readSync(id: object): Float32Array {
    return this.#values(id).slice();
  }

  override disposeData(id: object): boolean {
    return this.#held.delete(id);
  }

  override numDataIds(): number {
    return this.#held.size;
  }

  override incRef(id: object): void {
    this.#values(id);
  }

  override memory() {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }
}

tf.registerBackend('remote', () => new Remote());

const seed = 5;
const values = [1, 2].map((seed) => new Generator(seed).normal(40));
const mask = new Mask({ seed, draw: 0, p: 0.3 });

beforeAll(() => use('remote'));

test('dropout and its gradient', () => {
  const [x, dy] = values.map((value) => tf.tensor(value));
  const before = tf.engine().backend.numDataIds();
  expectSame(taken(dropout(x, 0.3, null, seed)), mask.apply(values[0]), 'dropout');
  expectSame(taken(tf.grad((x) => dropout(x, 0.3, null, seed))(x, dy)), mask.apply(values[1]), 'its gradient');
  expect(tf.engine().backend.numDataIds()).toBe(before);
});

test('of a tensor that lies elsewhere', async () => {
  await use('cpu');
  const [next, previous] = values.map((value) => tf.tensor(value));
  await use('remote');
  expectSame(taken(dropout(next, 0.3, null, seed)), mask.apply(values[0]), 'dropout');
  const expected = zoneoutOfArrays(values[0], values[1], 0.3, { generator: new Generator(seed) });
  expectSame(taken(zoneout(next, previous, 0.3, { seed })), expected, 'zoneout');
});
