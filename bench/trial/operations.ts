/** The operations that are measured, as a user calls them, and where each can write its result. */

import type { EngineName, FloatArray } from 'native-dropout';
import type { DtypeName } from '../../src/core/dtype.js';
import { SEED, type Work } from './work.js';

export type Place = 'out' | 'in place' | 'new';

interface Options {
  out?: FloatArray;
  inplace?: boolean;
  engine: EngineName | undefined;
  dtype?: DtypeName | undefined;
}

type Call = () => FloatArray | Uint32Array;

export interface Operation {
  /** The call in a user's code. */
  title: string;
  places: readonly Place[];
  /** undefined if a build lacks the operation. */
  run(work: Work, x: FloatArray, options: Options): Call | undefined;
  prepare?(work: Work): void;
  /** The call has no option `engine`. */
  chosenOnly?: true;
  /** Only targets and `against` measure it, at a special size. */
  sized?: true;
  /** It writes random numbers and does not read x. */
  numbers?: true;
  /** The code without this package. Default: `loop`. */
  yardstick?(work: Work): () => void;
  /** The table shows the time of the call, not the speed of an element. */
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
  'call with bias': {
    title: 'biasDropout(x, bias, p, { out })',
    places: ['out'],
    run({ exports, p, out }, x) {
      const zeros = x.slice().fill(0); // with zeros, y has the bits of dropout without a bias
      return 'biasDropout' in exports ? () => exports.biasDropout(x, zeros, p, { out }) : undefined;
    },
    prepare({ exports: { manualSeed } }) {
      manualSeed(SEED);
    },
    chosenOnly: true,
    short: true,
  },
  channels: {
    title: 'mask.apply(x, { shape: [N, C, H, W], noiseShape: [N, C, 1, 1] }), 112 × 112',
    places: ['out'],
    run({ mask, exports }, x, options) {
      const shape = [x.length / 12_544, 12_544];
      return 'dropout2d' in exports ? () => mask.apply(x, { ...options, shape, noiseShape: [null, 1] }) : undefined;
    },
    sized: true,
  },
  'channels last': {
    title: 'mask.apply(x, { shape: [N, H, W, C], noiseShape: [N, 1, 1, C] }), 64 channels',
    places: ['out'],
    run({ mask, exports }, x, options) {
      const shape = [32, x.length / 32 / 64, 64];
      return 'dropout2d' in exports
        ? () => mask.apply(x, { ...options, shape, noiseShape: [null, 1, null] })
        : undefined;
    },
    sized: true,
  },
  locked: {
    title: 'mask.apply(x, { shape: [T, B, C], noiseShape: [1, B, C] }), 128 steps',
    places: ['out'],
    run({ mask, exports }, x, options) {
      const shape = [128, x.length / 128];
      return 'dropout2d' in exports ? () => mask.apply(x, { ...options, shape, noiseShape: [1, null] }) : undefined;
    },
    sized: true,
  },
  alpha: {
    title: 'alphaDropout(x, p)',
    places: ['out'],
    run({ exports, generator, p }, x, options) {
      return 'alphaDropout' in exports ? () => exports.alphaDropout(x, p, { ...options, generator }) : undefined;
    },
    prepare: restart,
    sized: true,
  },
  gaussian: {
    title: 'gaussianDropout(x, p)',
    places: ['out'],
    run({ exports, generator, p }, x, options) {
      return 'gaussianDropout' in exports ? () => exports.gaussianDropout(x, p, { ...options, generator }) : undefined;
    },
    prepare: restart,
    sized: true,
  },
  add: {
    title: 'biasDropoutAdd(x, bias, residual, p)',
    places: ['out'],
    run({ exports, generator, p, residual, bias }, x, options) {
      if (!('biasDropoutAdd' in exports)) return undefined;
      const [other, added] = [residual(), bias()];
      return () => exports.biasDropoutAdd(x, added, other, p, { ...options, generator });
    },
    prepare: restart,
    sized: true,
  },
  'add backward': {
    title: 'biasDropoutAdd.backward(dy), with the gradient of the bias',
    places: ['out'],
    run({ biased, out, exports }, dy) {
      if (!('BiasDropoutAdd' in exports)) return undefined;
      const layer = biased();
      return () => layer.backward(dy, { out }).dx;
    },
    chosenOnly: true,
    sized: true,
  },
  uniform: {
    title: 'generator.uniform(out)',
    places: ['out'],
    run({ generator, out }, _x, { engine }) {
      return 'uniform' in generator ? () => generator.uniform(wide(out), { engine }) : undefined;
    },
    prepare: restart,
    numbers: true,
    sized: true,
    yardstick({ out }) {
      return () => {
        for (let i = 0; i < out.length; ++i) out[i] = Math.random();
      };
    },
  },
  normal: {
    title: 'generator.normal(out)',
    places: ['out'],
    run({ generator, out }, _x, { engine }) {
      return 'normal' in generator ? () => generator.normal(wide(out), { engine }) : undefined;
    },
    prepare: restart,
    numbers: true,
    sized: true,
    yardstick({ out }) {
      return () => {
        for (let i = 0; i < out.length; i += 2) {
          const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
          const angle = 2 * Math.PI * Math.random();
          out[i] = radius * Math.cos(angle);
          out[i + 1] = radius * Math.sin(angle);
        }
      };
    },
  },
} satisfies Record<string, Operation>;

function restart({ generator }: Work): void {
  generator.draw = 0;
}

/** Random numbers are float32 or float64. */
function wide(out: FloatArray): Float32Array | Float64Array {
  if (out instanceof Float32Array || out instanceof Float64Array) return out;
  throw new TypeError('random numbers are float32 or float64');
}

export type OperationName = keyof typeof OPERATIONS;

/** At p = 0.5 each call in place doubles kept elements: after more than 120 calls they would be infinite. */
const MOST_IN_PLACE = 40;

/** The options of a call for a place, and its limits. */
export function placed(place: Place, { x, out, dtype }: Work, engine: EngineName | undefined) {
  const options = { engine, ...(dtype && { dtype }) };
  if (place === 'out') return { x, options: { out, ...options } };
  if (place === 'new') return { x, options };
  const prepare = () => out.set(x as Float32Array);
  return { x: out, options: { inplace: true, ...options }, prepare, mostCalls: MOST_IN_PLACE };
}

/** The output that every engine must give. */
export function reference(name: OperationName, work: Work): FloatArray | Uint32Array {
  const { mask, x, dtype } = work;
  const operation: Operation = OPERATIONS[name];
  if (operation.chosenOnly) return mask.apply(x, { engine: 'js' });
  operation.prepare?.(work);
  const out = x.slice();
  const run = operation.run({ ...work, out }, x, {
    engine: 'js',
    ...(dtype && { dtype }),
    ...(name !== 'draw' && { out }),
  });
  if (run === undefined) throw new Error(`${name}: there is none`);
  return run();
}

/** Dropout as code without this package. */
export function loop({ x, out, p }: Work): () => void {
  const scale = 1 / (1 - p);
  return () => {
    for (let i = 0; i < x.length; ++i) out[i] = Math.random() < p ? 0 : x[i] * scale;
  };
}
