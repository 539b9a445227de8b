/** What is measured: how a user calls each operation, and where its result goes. */

import type { Dropout, EngineName, FloatArray, Generator, Mask } from 'native-dropout';
import type { Build } from './build.js';
import { ARRAYS } from './rows.js';

export type Place = 'out' | 'in place' | 'new';

/** What an operation works on. All builds in a trial have the same arrays. */
export interface Work {
  p: number;
  x: FloatArray;
  out: FloatArray;
  exports: Build['exports'];
  mask: Mask;
  /** The same elements kept, from packed words; missing in builds that do not take them. */
  given: Pick<Mask, 'apply'> | undefined;
  /** Its first mask is `mask`. */
  generator: Generator;
  /** Its last mask is `mask`. */
  layer: Dropout;
}

interface Options {
  out?: FloatArray;
  inplace?: boolean;
  engine: EngineName | undefined;
}

type Call = () => FloatArray | Uint32Array;

export interface Operation {
  /** As a user writes it. */
  title: string;
  places: readonly Place[];
  /** undefined where a build does not have it. */
  run(work: Work, x: FloatArray, options: Options): Call | undefined;
  prepare?(work: Work): void;
  /** It has no option `engine`. */
  chosenOnly?: true;
  /** It is so short that its time is told for the call, not for an element. */
  short?: true;
}

export const OPERATIONS = {
  dropout: {
    title: 'mask.apply(x)',
    places: ['out', 'in place', 'new'],
    run({ mask }, x, options) {
      return () => mask.apply(x, options);
    },
  },
  given: {
    title: 'Mask.fromBits(words).apply(x)',
    places: ['out', 'in place', 'new'],
    run({ given }, x, options) {
      return given && (() => given.apply(x, options));
    },
  },
  draw: {
    title: 'mask.toBits(n)',
    places: ['new'],
    run({ mask }, { length }, { engine }) {
      return () => mask.toBits(length, { engine });
    },
  },
  backward: {
    title: 'layer.backward(dy)',
    places: ['out'],
    run({ layer, out }, dy) {
      return () => layer.backward(dy, { out });
    },
    chosenOnly: true,
  },
  call: {
    title: 'dropout(x, p, { out })',
    places: ['out'],
    run({ exports: { dropout }, p, out }, x) {
      return () => dropout(x, p, { out });
    },
    prepare({ exports: { manualSeed } }) {
      manualSeed(SEED);
    },
    chosenOnly: true,
    short: true,
  },
  'call with options': {
    title: 'dropout(x, p, { out, generator, training, offset, engine })',
    places: ['out'],
    run({ exports: { dropout }, generator, p, out }, x, { engine }) {
      return () => dropout(x, p, { out, generator, training: true, offset: 0, engine });
    },
    prepare({ generator }) {
      generator.draw = 0;
    },
    short: true,
  },
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

const SEED = 42;

/** Each call in place doubles what is kept, at p = 0.5: more than 120 would end in infinities. */
const MOST_IN_PLACE = 40;

/** What the place adds to a call. */
export function placed(place: Place, { x, out }: Work, engine: EngineName | undefined) {
  if (place === 'out') return { x, options: { out, engine } };
  if (place === 'new') return { x, options: { engine } };
  const prepare = () => out.set(x);
  return { x: out, options: { inplace: true, engine }, prepare, mostCalls: MOST_IN_PLACE };
}

export interface Arrays {
  x: FloatArray;
  out: FloatArray;
}

export function arrays(dtype: string, n: number): Arrays {
  return { x: random(new ARRAYS[dtype](n)), out: new ARRAYS[dtype](n) };
}

export function work({ exports }: Build, p: number, { x, out }: Arrays): Work {
  const { Dropout, Generator, Mask } = exports;
  const mask = new Mask({ seed: SEED, draw: 0, p });
  const layer = new Dropout(p, { generator: new Generator(SEED) });
  layer.forward(x, { out });
  const given = 'fromBits' in Mask ? (Mask as unknown as FromBits).fromBits(mask.toBits(x.length), { p }) : undefined;
  return { p, x, out, exports, mask, given, generator: new Generator(SEED), layer };
}

interface FromBits {
  fromBits(words: Uint32Array, options: { p: number }): Pick<Mask, 'apply'>;
}

/** Numbers in [1, 2): no zeros, which some memory stores faster. */
function random(x: FloatArray): FloatArray {
  const some = x.subarray(0, 2 ** 20);
  for (let i = 0; i < some.length; ++i) some[i] = 1 + Math.random();
  for (let done = some.length; done < x.length; done += some.length) x.set(some.subarray(0, x.length - done), done);
  return x;
}

/** What every engine must give. */
export function reference(operation: OperationName, { mask, x }: Work): FloatArray | Uint32Array {
  return operation === 'draw' ? mask.toBits(x.length, { engine: 'js' }) : mask.apply(x, { engine: 'js' });
}

/** What one would write without this package. */
export function loop({ x, out, p }: Work): () => void {
  const scale = 1 / (1 - p);
  return () => {
    for (let i = 0; i < x.length; ++i) out[i] = Math.random() < p ? 0 : x[i] * scale;
  };
}
