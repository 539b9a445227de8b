/** Arguments, targets, results and errors, which functions and layers have in common. */

import type { ReferenceCall, ReferenceForm, ReferenceResult } from '../reference/forms.js';
import type { ReferenceBits } from '../reference/mask.js';
import { type Shape, sizeOf } from '../reference/shapes.js';
import type { DtypeName, StoredArray } from '../reference/values.js';
import { type Arguments, SPOILS, type Wrong } from './bad.js';
import { type AnyModel, type Next, SourceModel } from './generators.js';
import { DTYPES } from './input.js';
import { type MaskModel, MOST } from './masks.js';
import type { Row } from './rows.js';
import type { Operands } from './steps.js';
import { pick, type World } from './world.js';

export interface Target {
  readonly inplace?: true;
  readonly out?: StoredArray;
}

/** Everything a forward works on; `options` are those of function and layer alike. */
export interface Operation {
  readonly shape: Shape;
  readonly dtype: DtypeName;
  readonly x: StoredArray;
  readonly other: StoredArray | undefined;
  readonly bias: StoredArray | undefined;
  readonly offset: number;
  readonly target: Target;
  readonly options: Record<string, unknown>;
}

/** The option `dtype`, which a Uint16Array needs. */
export const wordsOf = (dtype: DtypeName, x: StoredArray): object => (x instanceof Uint16Array ? { dtype } : {});

export function offsetOf(code: number, elements: number): number {
  return pick([0, 0, 0, 0, 1, 31, 32, 100, 2 ** 32 - 7, MOST - elements], code);
}

export function targetOf(world: World, code: number, x: StoredArray, dtype: DtypeName, mayBeInPlace: boolean): Target {
  const way = code % 8;
  if (way === 4 && mayBeInPlace) return { inplace: true };
  if (way === 5) return { out: world.array(dtype, x.length, 0) };
  if (way === 6) return { out: x };
  if (way === 7) return { out: world.array(dtype, x.length, code >> 3) };
  return {};
}

function biasOf(world: World, code: number, x: StoredArray, dtype: DtypeName): StoredArray | undefined {
  if (code % 4 === 0) return undefined;
  const lengths = [1, 2, 3, 4, 6, 8, 16, 24, x.length].filter((n) => n > 0 && x.length % n === 0);
  return world.array(dtype, pick(lengths, code >> 2), code >> 4);
}

export function operationOf(
  world: World,
  row: Row,
  step: Operands,
  mayHaveTarget: boolean,
  mayBeInPlace: boolean,
): Operation {
  const shape = pick(row.shapes, step.shape);
  const dtype = pick(DTYPES, step.dtype);
  const x = world.array(dtype, sizeOf(shape), step.x);
  const reads = (what: 'other' | 'bias'): boolean => row.reads.includes(what);
  const other = reads('other') ? world.array(dtype, x.length, step.other) : undefined;
  const bias = reads('bias') ? biasOf(world, step.bias, x, dtype) : undefined;
  const target = row.shortens || !mayHaveTarget ? {} : targetOf(world, step.target, x, dtype, mayBeInPlace);
  const offset = offsetOf(step.offset, row.form.elements(shape));
  const options = {
    ...(row.needsShape || step.shaped ? { shape } : {}),
    ...(offset === 0 ? {} : { offset }),
    ...wordsOf(dtype, x),
    ...target,
  };
  return { shape, dtype, x, other, bias, offset, target, options };
}

export const argumentsBeside = ({ row, other, bias }: { row: Row } & Pick<Operation, 'other' | 'bias'>): unknown[] =>
  row.reads.map((what) => (what === 'bias' ? bias : other));

/** Whether evaluation gives x itself. */
export const isIdentity = (row: Row): boolean => row.form.evaluate === undefined || row.shortens;

/** A mask that keeps all elements. */
export const all = (p: number): ReferenceBits => ({ p, drawer: undefined, kept: () => true });

export function evaluated(
  form: ReferenceForm,
  which: 'evaluate' | 'evaluateBackward',
  call: ReferenceCall,
): ReferenceResult {
  return form[which]?.(call) ?? { y: call.x.slice() };
}

export function spoil(args: Arguments, code: number, row: Row, of: 'call' | 'forward' | 'backward', output: boolean) {
  if (code === 0) return undefined;
  const otherName = of === 'backward' ? (args.others.length > 0 ? 'y' : '') : otherNameOf(row);
  const { length } = args.x as StoredArray;
  return pick(SPOILS, code)(args, { row, of, length, output: output && !row.shortens, otherName });
}

const otherNameOf = (row: Row): string => {
  if (!row.reads.includes('other')) return '';
  return row.reads.length === 1 ? 'previous' : 'residual';
};

/** The operands of a step with this generator: sources take no offset, an error that is to be rare. */
export function operandsFor<T extends Operands>(generator: AnyModel, step: T): T {
  return generator instanceof SourceModel && step.offset % 16 > 0 ? { ...step, offset: 0 } : step;
}

/** The draw of a forward, none in evaluation; or the error that it gives although its arguments are not spoiled. */
export function drawFor(
  training: boolean,
  generator: AnyModel,
  row: Row,
  p: number,
  { shape, dtype, offset, x }: Pick<Operation, 'shape' | 'dtype' | 'offset' | 'x'>,
): Next {
  if (!training) return {};
  const rate = row.form.rate(p, shape);
  const need = { row, p: rate, elements: row.form.elements(shape), length: x.length, dtype, offset };
  const next = generator.next(need);
  if (next.draw === undefined) return next;
  const wrong = rate > 1 ? { error: RangeError, names: 'gammaScale' } : dividing(row, next.draw.mask);
  return wrong === undefined ? next : { wrong };
}

/** The error of a mask whose values are divided: forms with a bias only multiply. */
export function dividing({ reads }: Row, { factor }: MaskModel): Wrong | undefined {
  return factor?.rule === 'divide' && reads.includes('bias') ? { error: TypeError, names: 'generator' } : undefined;
}

type Named = Record<'y' | 'dx' | 'dnext' | 'dprevious' | 'dresidual' | 'dbias' | 'indices', never>;

/** The arrays of a result, whatever they are called. */
export function partsOf(result: unknown): Partial<ReferenceResult> {
  if (ArrayBuffer.isView(result)) return { y: result as StoredArray };
  const { y, dx, dnext, dprevious, dresidual, dbias, indices } = result as Named;
  return { y: y ?? dx ?? dnext, other: dprevious ?? dresidual, dbias, indices };
}
