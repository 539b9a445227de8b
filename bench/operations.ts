/** The operations: how an engine does each, and what it is held against. */

import { Dropout, dropout, type EngineName, Generator, Mask } from 'native-dropout';

export type Floats = Float32Array | Float64Array;
export const DTYPES = { float32: Float32Array, float64: Float64Array };
export type DtypeName = keyof typeof DTYPES;

/** What an operation works on. */
export interface Work {
  p: number;
  x: Floats;
  out: Floats;
  mask: Mask;
  /** Its first mask is `mask`. */
  generator: Generator;
  /** Its last mask is `mask`. */
  layer: Dropout;
}

export interface Operation {
  title: string;
  /** A call by an engine; undefined is the one that the package chooses. */
  run(work: Work, engine: EngineName | undefined): () => Floats | Uint32Array;
  /** A copy of the same bytes, as a user would write it. */
  copy?(work: Work): () => unknown;
  /** What memory itself allows, with the same threads (bench/native). */
  roofline?: 'copy' | 'scale';
  prepare?(work: Work): void;
  mostCalls?: number;
  /** It has no option `engine`. */
  chosenOnly?: true;
}

const set: Operation['copy'] = ({ x, out }) => {
  return () => out.set(x);
};

export const OPERATIONS = {
  forward: {
    title: 'mask.apply(x, { out })',
    run({ mask, x, out }, engine) {
      return () => mask.apply(x, { out, engine });
    },
    copy: set,
    roofline: 'copy',
  },
  'in place': {
    title: 'mask.apply(x, { inplace: true })',
    run({ mask, out }, engine) {
      return () => mask.apply(out, { inplace: true, engine });
    },
    prepare: ({ x, out }) => out.set(x),
    mostCalls: 40, // each doubles what is kept, at p = 0.5: more than 120 would end in infinities
    copy: set,
    roofline: 'scale',
  },
  backward: {
    title: 'layer.backward(dy, { out })',
    run({ layer, x, out }) {
      return () => layer.backward(x, { out });
    },
    chosenOnly: true,
    copy: set,
    roofline: 'copy',
  },
  fresh: {
    title: 'mask.apply(x), to a new array',
    run({ mask, x }, engine) {
      return () => mask.apply(x, { engine });
    },
    copy({ x }) {
      return () => x.slice();
    },
  },
  bits: {
    title: 'mask.toBits(n)',
    run({ mask, x }, engine) {
      return () => mask.toBits(x.length, { engine });
    },
  },
  call: {
    title: 'dropout(x, p, { out, generator })',
    run({ generator, p, x, out }, engine) {
      return () => dropout(x, p, { out, generator, engine });
    },
    prepare({ generator }) {
      generator.draw = 0;
    },
    copy: set,
  },
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

export function work({ dtype, n, p }: { dtype: DtypeName; n: number; p: number }): Work {
  const x = random(new DTYPES[dtype](n));
  const layer = new Dropout(p, { generator: new Generator(42) });
  const out = layer.forward(x);
  return { p, x, out, mask: new Mask({ seed: 42, draw: 0, p }), generator: new Generator(42), layer };
}

/** Numbers in [1, 2): no zeros, which some memory stores faster. */
function random(x: Floats): Floats {
  const some = x.subarray(0, 2 ** 20);
  for (let i = 0; i < some.length; ++i) some[i] = 1 + Math.random();
  for (let done = some.length; done < x.length; done += some.length) x.set(some.subarray(0, x.length - done), done);
  return x;
}

/** What every engine must give. */
export function reference(operation: OperationName, { mask, x }: Work): Floats | Uint32Array {
  return operation === 'bits' ? mask.toBits(x.length, { engine: 'js' }) : mask.apply(x, { engine: 'js' });
}

/** What one would write without this package. */
export function loop({ x, out, p }: Work): () => void {
  const scale = 1 / (1 - p);
  return () => {
    for (let i = 0; i < x.length; ++i) out[i] = Math.random() < p ? 0 : x[i] * scale;
  };
}
