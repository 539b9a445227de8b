/** Reads the arguments of uniform() and normal(), and fills arrays with the numbers of docs/mask.md. */

import type { ApplyOptions } from '../call/call.js';
import { keyOf } from '../core/bits.js';
import { type Distribution, NORMAL, type Scaling, UNIFORM } from '../core/distribution.js';
import { type ComputeArray, type Dtype, FLOAT32 } from '../core/dtype.js';
import { pick } from '../engine/load/choice.js';
import { readEngine } from '../engine/load/registry.js';
import { checkInteger, MAX_LENGTH } from '../input/check.js';
import { power, wrongType, wrongValue } from '../input/errors.js';
import { checkFields, own } from '../input/options.js';
import { wideViewOf } from '../input/view.js';
import { predecessor } from './predecessor.js';

/** The options of Generator.uniform. */
export interface UniformOptions extends Pick<ApplyOptions, 'engine'> {
  /** The least number. Default: 0. */
  low?: number | undefined;
  /** The limit: all numbers are below it, unless it equals low. Default: 1. */
  high?: number | undefined;
}

/** The options of Generator.normal. */
export interface NormalOptions extends Pick<ApplyOptions, 'engine'> {
  /** The mean. Default: 0. */
  mean?: number | undefined;
  /** The standard deviation, 0 or more. Default: 1. */
  std?: number | undefined;
}

/** The seed and the draw of a generator. */
export interface Drawer {
  readonly seed: bigint;
  readonly draw: number;
}

export function uniforms(drawer: Drawer, target: unknown, options: object | undefined): ComputeArray {
  return fill(drawer, UNIFORM, ['low', 'high'], target, options, (dtype, low = 0, high = 1) => {
    const shift = checkFinite('low', low, dtype);
    const end = checkFinite('high', high, dtype);
    if (end < shift) throw wrongValue('high', `a number of at least low, ${low}`, high);
    const scale = dtype.round(end - shift);
    if (scale === Infinity) throw wrongValue('high', `a number at a finite distance from low, in ${dtype.name}`, high);
    return { shift, scale, most: end > shift ? predecessor(end, dtype) : end };
  });
}

export function normals(drawer: Drawer, target: unknown, options: object | undefined): ComputeArray {
  return fill(drawer, NORMAL, ['mean', 'std'], target, options, (dtype, mean = 0, std = 1) => {
    const shift = checkFinite('mean', mean, dtype);
    const scale = checkFinite('std', std, dtype);
    if (scale < 0) throw wrongValue('std', 'a number of at least 0', std);
    return { shift, scale, most: Infinity };
  });
}

/** Fills the target, or a new array. `scalingOf` checks the two parameters and makes the scaling from them. */
function fill(
  { seed, draw }: Drawer,
  distribution: Distribution,
  [first, second]: readonly [string, string],
  target: unknown,
  options: object = {},
  scalingOf: (dtype: Dtype, first: unknown, second: unknown) => Scaling,
): ComputeArray {
  checkFields('options', options, [first, second, 'engine']);
  const [one, two] = [own(options, first), own(options, second)];
  const wanted = readEngine(own(options, 'engine'));
  const { array, dtype, length } = readTarget(target); // after the options: their getters could change the array
  const engine = pick(length, wanted);
  const scaling = engine.inDefaultMode(() => scalingOf(dtype, one, two));
  const y = array ?? (engine.output(dtype, length) as ComputeArray);
  engine.numbers(distribution, scaling, keyOf(seed, draw), { dtype, length, first: 0, y });
  return y;
}

/** Reads the length of a new Float32Array, or the array to fill. */
function readTarget(target: unknown): { array: ComputeArray | undefined; dtype: Dtype; length: number } {
  if (typeof target === 'number')
    return { array: undefined, dtype: FLOAT32, length: checkInteger('n', target, 0, MAX_LENGTH) };
  if (typeof target === 'object' && target !== null) return wideViewOf('out', target);
  throw wrongType('n', `an integer in [0, ${power(MAX_LENGTH)}] or an array to fill`, target);
}

/** Rounds a number to the dtype, in which it must be finite. */
function checkFinite(name: string, value: unknown, dtype: Dtype): number {
  const expected = `a finite ${dtype.name}`;
  if (typeof value !== 'number') throw wrongType(name, expected, value);
  const rounded = dtype.round(value);
  if (!Number.isFinite(rounded)) throw wrongValue(name, expected, value);
  return rounded;
}
