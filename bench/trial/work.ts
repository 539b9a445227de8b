/** The arrays, masks and layers that operations are measured on. */

import type { BiasDropoutAdd, Dropout, FloatArray, Generator, Mask } from 'native-dropout';
import type { Dtype, DtypeName } from '../../src/core/dtype.js';
import type { Build } from './build.js';
import { BY_NAME } from './rows.js';

export const SEED = 42;

/** The inputs of an operation. All builds in a trial share the arrays. */
export interface Work {
  p: number;
  x: FloatArray;
  out: FloatArray;
  exports: Build['exports'];
  mask: Mask;
  /** The same mask from packed words; undefined in builds without `Mask.fromBits`. */
  given: Pick<Mask, 'apply'> | undefined;
  /** Only for Uint16Arrays, whose type does not tell it. */
  dtype?: DtypeName;
  /** A generator whose first mask is `mask`. */
  generator: Generator;
  /** A layer whose last mask is `mask`. */
  layer: Dropout;
  /** The array that an operation adds; made at the first call. */
  residual(): FloatArray;
  /** A bias of 1,024 elements. */
  bias(): FloatArray;
  /** A layer whose last forward used `mask`, the bias and the residual. */
  biased(): BiasDropoutAdd;
}

export interface Arrays {
  x: FloatArray;
  out: FloatArray;
  /** Only for Uint16Arrays, whose type does not tell it. */
  dtype?: DtypeName;
}

export function arrays(name: string, n: number): Arrays {
  const dtype = BY_NAME.get(name);
  if (dtype === undefined) throw new Error(`no dtype ${name}`);
  const made = { x: random(new dtype.Array(n), dtype), out: new dtype.Array(n) };
  return dtype.stored === undefined ? made : { ...made, dtype: dtype.name };
}

export function work({ exports }: Build, p: number, { x, out, dtype }: Arrays): Work {
  const { Dropout, Generator, Mask } = exports;
  const mask = new Mask({ seed: SEED, draw: 0, p });
  const layer = new Dropout(p, { generator: new Generator(SEED) });
  if (dtype === undefined) layer.forward(x, { out });
  const given = 'fromBits' in Mask ? (Mask as unknown as FromBits).fromBits(mask.toBits(x.length), { p }) : undefined;
  const residual = once(() => random(x.slice(), { stored: undefined }));
  const bias = once(() => residual().slice(0, 1024));
  const biased = once(() => {
    const made = new exports.BiasDropoutAdd(p, { generator: new Generator(SEED) });
    made.forward(x, bias(), residual(), { out });
    return made;
  });
  const generator = new Generator(SEED);
  return { p, x, out, ...(dtype && { dtype }), exports, mask, given, generator, layer, residual, bias, biased };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

interface FromBits {
  fromBits(words: Uint32Array, options: { p: number }): Pick<Mask, 'apply'>;
}

/** Fills x with numbers of [1, 2]. It has no zeros, because some memory stores zeros faster. */
function random(x: FloatArray, { stored }: Pick<Dtype, 'stored'>): FloatArray {
  const some = x.subarray(0, 2 ** 20);
  const numbers = Float32Array.from(some, () => 1 + Math.random());
  if (stored === undefined) some.set(numbers);
  else stored.narrow(numbers, numbers.length, some as Uint16Array, 0);
  for (let done = some.length; done < x.length; done += some.length) {
    x.set(some.subarray(0, x.length - done) as Float32Array, done);
  }
  return x;
}
