/** Bad input is an error with the argument, the expectation and the value; nothing is written, and no draw is taken. */

import { Dropout, dropout, Generator, Mask } from 'native-dropout';
import { bad, badInputTo, type Case, detached, mask, x } from './bad-cases.js';
import { type Check, equal, throws } from './check.js';
import { engines } from './engines.js';

/** A view of 16 bytes in a buffer that has shrunk to 8; undefined if buffers cannot shrink. */
function shrunk(): Float32Array | undefined {
  const Resizable = ArrayBuffer as unknown as new (n: number, o: object) => ArrayBuffer & { resize?(n: number): void };
  const buffer = new Resizable(16, { maxByteLength: 16 });
  if (buffer.resize === undefined) return undefined;
  const view = new Float32Array(buffer, 0, 4);
  buffer.resize(8);
  return view;
}

const probabilities: Case[] = [
  [() => dropout(x(), Number.NaN), RangeError, /^p: expected a number in \[0, 1\], got NaN$/],
  [() => dropout(x(), -0.1), RangeError, /^p: .* got -0.1$/],
  [() => dropout(x(), 1.1), RangeError, /^p: .* got 1.1$/],
  [() => dropout(x(), 50), RangeError, /^p: expected a number in \[0, 1\], got 50 \(0.5 means 50 %\)$/],
  [() => new Dropout(bad({ rate: 0.5 })), TypeError, /^p: .* got Object \(p comes first: new Dropout\(/],
  [() => new Dropout(Infinity), RangeError, /^p: .* got Infinity$/],
  [
    () => dropout(x(), bad('0.5')),
    TypeError,
    /^p: expected a number in \[0, 1\], got "0.5" \(Number\(p\) makes one\)$/,
  ],
  [() => new Mask({ seed: 0, draw: 0, p: bad(null) }), TypeError, /^p: .* got null$/],
  [
    () => new Generator(0).mask(bad({})),
    TypeError,
    /^p: .* got Object \(p comes first: new Dropout\(0\.5, options\)\)$/,
  ],
];

const inputs: Case[] = [
  [
    () => dropout(bad([1, 2])),
    TypeError,
    /^x: expected a Float32Array, Float64Array or Float16Array, or .* got Array \(Float32Array.from/,
  ],
  [
    () => dropout(bad([[1], [2]])),
    TypeError,
    /^x: .* got Array \(Float32Array.from\(array.flat\(Infinity\)\) makes one\)$/,
  ],
  [() => dropout(bad(Int32Array.of(1))), TypeError, /^x: .* got Int32Array \(Float32Array.from/],
  [() => dropout(bad(new BigInt64Array(1))), TypeError, /^x: .* got BigInt64Array$/],
  [() => dropout(bad(new ArrayBuffer(8))), TypeError, /^x: .* got ArrayBuffer \(new Float32Array\(buffer\)/],
  [() => dropout(bad({ dataSync() {} })), TypeError, /^x: .*\(tensor.dataSync\(\) .*native-dropout\/tfjs/],
  [() => dropout(bad(undefined)), TypeError, /^x: .* got undefined$/],
  [() => mask.apply(bad(new DataView(new ArrayBuffer(8)))), TypeError, /^x: .* got DataView$/],
  [() => mask.apply(bad(Object.create(Float32Array.prototype))), TypeError, /^x: expected/],
  [() => mask.apply(detached()), TypeError, /^x: expected an array with live memory, got one that is det/],
  [() => mask.apply(new Float32Array(0), { out: detached() }), TypeError, /^out: .* live memory/],
];

const halves = (): Uint16Array => new Uint16Array(4);

const dtypes: Case[] = [
  [() => dropout(halves()), TypeError, /^dtype: expected 'float16' or 'bfloat16' for a Uint16Array, got undefined$/],
  [() => mask.apply(halves(), { dtype: 'float32' }), RangeError, /^dtype: .* for a Uint16Array, got "float32"$/],
  [() => mask.apply(halves(), { dtype: bad('half') }), RangeError, /^dtype: .* got "half"$/],
  [() => mask.apply(halves(), { dtype: bad(16) }), TypeError, /^dtype: .* got 16$/],
  [
    () => dropout(x(), 0.5, { dtype: 'float16' }),
    RangeError,
    /^dtype: expected 'float32' for a Float32Array, got "float16"$/,
  ],
  [() => mask.apply(halves(), { dtype: 'float16', out: bad(x()) }), TypeError, /^out: expected a Uint16Array like/],
  [() => new Dropout().eval().forward(halves()), TypeError, /^dtype: .* got undefined$/],
];

const outputs: Case[] = [
  [() => mask.apply(x(), { out: new Float32Array(3) }), RangeError, /^out: expected length 4 like the input, got 3$/],
  [() => mask.apply(x(), { out: bad(new Float64Array(4)) }), TypeError, /^out: .* got Float64Array$/],
  [() => mask.apply(x(), { out: bad([0, 0, 0, 0]) }), TypeError, /^out: expected a Float32Array like the input/],
  [() => mask.apply(x(), { out: bad(null) }), TypeError, /^out: .* got null$/],
  [() => mask.apply(x(), { out: x(), inplace: true }), TypeError, /^out: expected none when inplace/],
  [() => mask.apply(x(), { inplace: bad(1) }), TypeError, /^inplace: expected a boolean, got 1$/],
  [() => dropout(x(), 0.5, { training: bad('no') }), TypeError, /^training: expected a boolean, got "no"$/],
];

const options: Case[] = [
  [
    () => dropout(x(), 0.5, bad(false)),
    TypeError,
    /^options: expected an object, got false \(\{ training: false \}\)$/,
  ],
  [() => dropout(x(), 0.5, bad(42)), TypeError, /^options: .* got 42 \(\{ generator: new Generator\(seed\) \}\)$/],
  [() => mask.apply(x(), bad(null)), TypeError, /^options: expected an object, got null$/],
  [() => mask.apply(x(), bad(x())), TypeError, /^options: expected an object, got Float32Array$/],
  [() => mask.toBits(5, bad(3)), TypeError, /^options: expected an object, got 3$/],
  [() => new Dropout(0.5, bad(true)), TypeError, /^options: expected an object, got true$/],
  [() => new Dropout().forward(x(), bad(x())), TypeError, /^options: expected an object, got Float32Array$/],
  [() => dropout(x(), 0.5, bad('{}')), TypeError, /^options: .* got "\{\}" \(JSON.parse it first\)$/],
  [() => new Mask(bad(JSON.stringify(mask))), TypeError, /^parameters: .* \(JSON.parse it first\)$/],
  [() => set(JSON.stringify(new Generator(1))), TypeError, /^state: .* \(JSON.parse it first\)$/],
  [() => new Mask(bad(undefined)), TypeError, /^parameters: expected an object .* got undefined$/],
  [() => dropout(x(), 0.5, bad({ seed: 1 })), TypeError, /^options: expected only .* for dropout\(\), got seed \(/],
  [() => dropout(x(), 0.5, bad({ rng: 1 })), TypeError, /got rng \(its name is generator\)$/],
  [() => dropout(x(), 0.5, bad({ keepProb: 1 })), TypeError, /got keepProb \(p is the probability of dropping: 1 - k/],
];

/** Evaluation refuses what training refuses, so that a change of mode reveals no new error. */
const evaluation: Case[] = [
  [() => dropout(x(), 0.5, { training: false, inplace: bad('yes') }), TypeError, /^inplace: .* got "yes"$/],
  [() => dropout(x(), 0.5, { training: false, offset: -1 }), RangeError, /^offset: .* got -1$/],
  [() => dropout(x(), 0.5, { training: false, engine: bad('gpu') }), RangeError, /^engine: .* got "gpu"$/],
  [() => dropout(x(), 0.5, { training: false, inplace: true, out: x() }), TypeError, /^out: expected none/],
  [() => new Dropout(0.5, { inplace: true }).eval().forward(x(), { out: x() }), TypeError, /^out: expected none/],
  [() => new Dropout().eval().forward(x(), { out: new Float32Array(5) }), RangeError, /^out: .* got 5$/],
];

const gradients: Case[] = (() => {
  const layer = new Dropout(0.5, { generator: new Generator(0) });
  layer.forward(x());
  return [
    [
      () => layer.backward(bad([1, 2, 3, 4])),
      TypeError,
      /^dy: expected a Float32Array, .* got Array \(Float32Array.from/,
    ],
    [() => layer.backward(bad(undefined)), TypeError, /^dy: .* got undefined$/],
    [() => layer.backward(detached()), TypeError, /^dy: expected an array with live memory/],
    [() => layer.backward(new Float32Array(3)), RangeError, /^dy: expected length 4 like x, got 3$/],
  ];
})();

const objects: Case[] = [
  [() => mask.apply(x(), { engine: bad('gpu') }), RangeError, /^engine: expected one of 'native', .* "gpu"$/],
  [() => mask.apply(x(), { engine: bad(1) }), TypeError, /^engine: .* got 1$/],
  [() => dropout(x(), 0.5, { generator: bad({}) }), TypeError, /^generator: expected a Generator, got Obj/],
  [() => new Dropout(0.5, { generator: bad(null) }), TypeError, /^generator: .* got null \(new Generator\(seed\) /],
  [() => new Dropout(0.5, { generator: bad([]) }), TypeError, /^generator: .* got Array \(take one of the list\)$/],
  [
    () => new Dropout(0.5, { generator: bad(1) }),
    TypeError,
    /^generator: expected a Generator, got 1 \(new Generator\(seed\) makes one\)$/,
  ],
  [
    () => dropout(x(), 0.5, { generator: structuredClone(new Generator(1)) as Generator }),
    TypeError,
    /^generator: .* got Object \(copy generator.state instead\)$/,
  ],
  [
    () => new Generator(structuredClone(new Generator(1)) as never),
    TypeError,
    /^state: .* got Object \(copy generator.state instead\)$/,
  ],
  [
    () => set(new Generator(1)),
    TypeError,
    /^state: expected a plain object with seed, draw, got \w+ \(copy its fields/,
  ], // a bundler may rename the class
  [() => set(null), TypeError, /^state: expected an object with seed, draw, got null$/],
  [() => set({ seed: 1, draw: 0 }), TypeError, /^state.seed: expected .* got 1 \(new Generator\(seed\) takes it\)$/],
  [() => set({ seed: '0x1', draw: 0 }), RangeError, /^state.seed: expected .* got "0x1"$/],
  [() => set({ seed: '18446744073709551616', draw: 0 }), RangeError, /^state.seed: expected/],
  [() => set({ seed: '1', draw: -1 }), RangeError, /^state.draw: expected .* got -1$/],
  [() => Object.assign(new Generator(1), { draw: 1.5 }), RangeError, /^draw: expected .* got 1.5$/],
  [() => new Dropout().train(bad(0)), TypeError, /^mode: expected a boolean, got 0$/],
  [() => new Dropout().backward(x()), Error, /^Dropout: backward\(\) needs a forward\(\)/],
];

function set(state: unknown): void {
  new Generator(5).state = bad(state);
}

export const badInput: Check[] = [
  badInputTo('p', probabilities),
  badInputTo('x', inputs),
  badInputTo('dtype', dtypes),
  badInputTo('out and inplace', outputs),
  badInputTo('options', options),
  badInputTo('in evaluation', evaluation),
  badInputTo('dy', gradients),
  badInputTo('objects', objects),
  {
    name: 'bad input: a buffer that shrank',
    run() {
      const view = shrunk();
      if (view === undefined) return;
      for (const engine of engines) {
        throws(() => mask.apply(view, { engine }), TypeError, /^x: expected an array with live memory/, engine);
        const out = view as Float32Array;
        throws(() => mask.apply(x(), { out, engine }), TypeError, /^out: expected an array with live memory/, engine);
      }
    },
  },
  {
    name: 'bad input: an output that overlaps x in part',
    run() {
      for (const engine of engines) {
        for (const shift of [1, 4, 99]) {
          const memory = new Float32Array(300).fill(1);
          const [front, back] = [memory.subarray(0, 100), memory.subarray(shift, shift + 100)];
          for (const [from, out] of [
            [front, back],
            [back, front],
          ]) {
            throws(() => mask.apply(from, { out, engine }), RangeError, /^out: expected all of the memory/, engine);
          }
          equal(memory, new Float32Array(300).fill(1), 'memory after the error');
          mask.apply(front, { out: memory.subarray(100, 200), engine }); // side by side is fine
          mask.apply(front, { out: memory.subarray(0, 100), engine }); // and so is the very same memory
        }
      }
    },
  },
  {
    name: 'bad input takes no draw and changes no layer',
    run() {
      const generator = new Generator(1);
      const layer = new Dropout(0.5, { generator });
      const y = layer.forward(x());
      const before = JSON.stringify(layer.mask);
      throws(() => dropout(bad([1]), 0.5, { generator }), TypeError, /^x:/, 'dropout');
      throws(() => dropout(x(), 2, { generator }), RangeError, /^p:/, 'dropout');
      throws(() => dropout(x(), 0.5, { generator, out: new Float32Array(1) }), RangeError, /^out:/, 'dropout');
      throws(() => layer.forward(bad([1])), TypeError, /^x:/, 'forward');
      throws(
        () => layer.backward(new Float32Array(5)),
        RangeError,
        /^dy: expected length 4 like x, got 5$/,
        'backward',
      );
      throws(
        () => {
          layer.p = 2;
        },
        RangeError,
        /^p:/,
        'p',
      );
      equal(generator.draw, 1, 'draw');
      equal(JSON.stringify(layer.mask), before, 'mask');
      equal(layer.backward(x()), y, 'backward');
    },
  },
];
