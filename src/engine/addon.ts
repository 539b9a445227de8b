/** The native engine: calls the addon. */

import type { Binding, Status } from '../../binding.js';
import { NORMAL } from '../core/distribution.js';
import { DTYPES, type Dtype, type StoredArray } from '../core/dtype.js';
import { GIVEN } from '../core/values.js';
import { deadArray, wrongValue } from '../input/errors.js';
import { overlapping } from '../input/view.js';
import { MAX_THREADS, type NativeEngine } from './engine.js';
import { CallWriter } from './struct-call.js';

/** Stands for arrays that a call does not have. */
const none = new Uint32Array(0);

/** From this many bytes on, asking for large pages pays. */
const LARGE = 2 ** 22;

/** V8 keeps arrays of up to this many bytes on its heap. Moving one off the heap costs more than a call. */
const SMALL = 64;

/** @internal */
export function addonEngine(binding: Binding): NativeEngine {
  const call = new CallWriter(binding.call);
  const isas = binding.isas();
  // Small results are written there and copied. No call reads what another call left there.
  const small = DTYPES.map((dtype) => new dtype.Array(new ArrayBuffer(SMALL), 0, SMALL / dtype.bytes));
  const mustBeKnown = (known: boolean, by: string, isa: string): void => {
    if (!known) throw wrongValue(by, `one of ${isas.join(', ')}`, isa);
  };
  function output(dtype: Dtype, length: number): StoredArray {
    const y = new dtype.Array(length);
    if (length * dtype.bytes >= LARGE) binding.expectWrites(y);
    return y;
  }

  return {
    name: 'native',
    isas,
    isa: () => binding.isa(),
    threads: () => binding.threads(),

    configure({ isa = isas[0], threads }) {
      // If the variable is not set, the best is chosen now: otherwise the variable of a later Worker would choose.
      mustBeKnown(binding.setDefaultIsa(isa), 'NATIVE_DROPOUT_ISA', isa);
      const n = threads === undefined ? 0 : Number(threads);
      if (threads !== undefined && !(Number.isInteger(n) && n >= 1 && n <= MAX_THREADS)) {
        throw wrongValue('NATIVE_DROPOUT_THREADS', `an integer in [1, ${MAX_THREADS}]`, threads);
      }
      binding.setDefaultThreads(n);
    },

    setIsa(name) {
      mustBeKnown(binding.setIsa(name), 'isa', name);
    },
    setThreads: (n) => binding.setThreads(n),
    registerOperation: () => binding.registerOperation(),

    output,
    inDefaultMode: (run) => binding.inDefaultMode(run),

    run(operation, bits, rule, p, arrays) {
      const { dtype, length, x, other, bias, sums } = arrays;
      const scratch = arrays.y === undefined && length * dtype.bytes <= SMALL;
      const y = arrays.y ?? (scratch ? small[dtype.code] : output(dtype, length));
      call.bits(bits);
      call.values(operation, rule, p);
      call.dtype(dtype);
      call.range(bits.index, length);
      if (bits.words === undefined && other === undefined && bias === undefined && sums === undefined) {
        succeeded(binding.dropout(x, y));
      } else {
        call.tile((sums ?? bias)?.tile ?? 0, sums?.block ?? 0);
        succeeded(binding.apply(bits.words ?? none, x, y, other ?? none, bias?.array ?? none, sums?.array ?? none));
      }
      return scratch ? copyOf(y, dtype, length) : y;
    },

    random(operation, bits, distribution, scaling, { dtype, length, x, y = output(dtype, length) }) {
      call.bits(bits);
      call.values(operation, GIVEN, 1);
      call.numbers(distribution, scaling);
      call.dtype(dtype);
      call.range(bits.index, length);
      succeeded(binding.random(x, y));
      return y;
    },

    draw(bits, first, words) {
      call.bits(bits);
      call.range(first, words.length);
      succeeded(binding.draw(words));
    },

    words(key, stream, first, words) {
      call.key(key);
      call.stream(stream);
      call.range(first, words.length);
      succeeded(binding.words(words));
    },

    threefry(key, first, words) {
      call.key(key);
      call.range(first, words.length);
      succeeded(binding.threefry(words));
    },

    boxMuller(words, mean, std, y) {
      call.numbers(NORMAL, { shift: mean, scale: std, most: Infinity });
      call.range(0, y.length);
      succeeded(binding.boxMuller(words, y));
    },

    pcg64(state, increment, y) {
      call.range(0, y.length);
      succeeded(binding.pcg64(state, increment, y));
    },

    numbers(distribution, scaling, key, { dtype, length, first, y }) {
      call.key(key);
      call.numbers(distribution, scaling);
      call.dtype(dtype);
      call.range(first, length);
      succeeded(binding.numbers(y));
    },
  };
}

/** Copies the first elements one by one, which is the fastest way for so few. */
function copyOf(elements: StoredArray, dtype: Dtype, length: number): StoredArray {
  const copy = new dtype.Array(length);
  for (let i = 0; i < length; ++i) copy[i] = elements[i];
  return copy;
}

/** Throws for a status. viewOf() has checked the arrays; the addon checks again because it writes to addresses. */
function succeeded(status: Status): void {
  if (status === undefined) return;
  if (status === 1) throw overlapping();
  throw deadArray(['x', 'out', 'mask', 'the second array', 'bias', 'sums'][status - 2]);
}
