/**
 * Every form, forward and backward, one element at a time. It follows docs/mask.md, docs/forms.md and the papers, without a
 * line of src/. A form has no state: its result depends only on the call.
 */

import type { Factor, ReferenceBits } from './mask.js';
import { word } from './mask.js';
import { normals } from './numbers.js';
import {
  type BlockSettings,
  channelsFirst,
  gammaOf,
  inBlock,
  placesOf,
  type Shape,
  sharing,
  sizeOf,
} from './shapes.js';
import { biasGradient } from './sums.js';
import { ALPHA, ARITHMETIC, applyTo, type DtypeName, type StoredArray, VALUES, type Value } from './values.js';

export interface ReferenceCall {
  /** Forward: x. Backward: the gradient by y. */
  readonly x: StoredArray;
  readonly dtype: DtypeName;
  /** Shape of the forward's x. */
  readonly shape: Shape;
  readonly bits: ReferenceBits;
  /** Index of the mask element of x's first element. */
  readonly offset: number;
  /** The residual, the previous state, or, in the backward of relu, the y of its forward. */
  readonly other?: StoredArray | undefined;
  readonly bias?: StoredArray | undefined;
  /** In a backward: length of the bias. */
  readonly columns?: number | undefined;
}

export interface ReferenceResult {
  readonly y: StoredArray;
  /** The gradient by the other array. */
  readonly other?: StoredArray;
  readonly dbias?: StoredArray | undefined;
  /** The kept tokens of patch dropout. */
  readonly indices?: Uint32Array;
}

type Step = (call: ReferenceCall) => ReferenceResult;

export interface ReferenceForm {
  /** Length of the mask. */
  elements(shape: Shape): number;
  /** The p that a mask is drawn with. */
  rate(p: number, shape: Shape): number;
  /** Length of y in training. */
  length(shape: Shape, p: number): number;
  readonly forward: Step;
  readonly backward: Step;
  /** Missing if evaluation is the identity. */
  readonly evaluate?: Step;
  readonly evaluateBackward?: Step;
}

const plain = {
  elements: sizeOf,
  rate: (p: number) => p,
  length: sizeOf,
};

const keep: Value = ({ x, kept }) => (kept ? x : 0);
const scaleBy =
  (scale: number): Value =>
  ({ x, kept }, _p, round) =>
    kept ? round(x * round(scale)) : 0;

/** Applies `value` to each element. `place` gives the index of its mask element; default: its own index. */
function applied(call: ReferenceCall, value: Value, place = (i: number) => i, p = call.bits.p) {
  const { x, dtype, bits, offset, other, bias } = call;
  const read = ARITHMETIC[dtype].read;
  const wide = bias === undefined ? [-0] : Array.from(bias, read);
  return applyTo((i) => bits.kept(offset + place(i)), p, x, { value, dtype, other, bias: wide, factor: bits.factor });
}

/** Applies `value` as if all elements were kept. */
function all(call: ReferenceCall, value: Value, p = call.bits.p) {
  return applied({ ...call, bits: { ...call.bits, factor: undefined, kept: () => true } }, value, undefined, p);
}

/** Along which axes of a shape the mask is shared. */
export type Shares = (shape: Shape) => (axis: number) => boolean;
export type Scaling = 'train' | 'eval' | 'none';

const none: Shares = () => () => false;

function shared(shares: Shares, forward: Value, backward: Value): ReferenceForm {
  const step =
    (value: Value): Step =>
    (call) =>
      applied(call, value, sharing(call.shape, shares(call.shape)).place);
  return {
    ...plain,
    elements: (shape) => sharing(shape, shares(shape)).elements,
    forward: step(forward),
    backward: step(backward),
  };
}

export function selecting(shares: Shares = none, scaling: Scaling = 'train'): ReferenceForm {
  if (scaling === 'train') return shared(shares, VALUES.select, VALUES.select);
  const form = shared(shares, keep, keep);
  if (scaling === 'none') return form;
  const expected: Step = (call) => all(call, call.bits.p === 1 ? () => 0 : scaleBy(1 - call.bits.p));
  return { ...form, evaluate: expected, evaluateBackward: expected };
}

const affineGradient: Value = ({ x, kept }, p, round) => {
  const a = p === 1 ? 0 : 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
  return kept ? round(x * round(a)) : 0;
};

type Affine = Extract<Factor, { rule: 'affine' }>;

/** Alpha dropout of another framework, which also rounds the product to 16 bits. */
const affineBy =
  ({ scale, shift, dropped }: Affine, { read, write }: (typeof ARITHMETIC)[DtypeName]): Value =>
  ({ x, kept }, _p, round) =>
    kept ? round(read(write(round(x * scale))) + shift) : dropped;

export function alpha(shares: Shares = none): ReferenceForm {
  const ours = shared(shares, VALUES.affine, affineGradient);
  const by =
    (own: Step, theirs: (factor: Affine, dtype: DtypeName) => Value): Step =>
    (call) => {
      const { bits, dtype, shape } = call;
      if (bits.factor?.rule !== 'affine') return own(call);
      return applied(call, theirs(bits.factor, dtype), sharing(shape, shares(shape)).place);
    };
  return {
    ...ours,
    forward: by(ours.forward, (factor, dtype) => affineBy(factor, ARITHMETIC[dtype])),
    backward: by(ours.backward, ({ scale }) => scaleBy(scale)),
  };
}

function withNormals(call: ReferenceCall, value: Value, mean: number, std: number): ReferenceResult {
  const { x, dtype, bits, offset } = call;
  if (bits.drawer === undefined) throw new Error('normals need the key of a mask');
  const m = normals(bits.drawer, x.length, ARITHMETIC[dtype], mean, std, offset);
  return applyTo(() => true, 0, x, { value, dtype, bias: m });
}

const multiplied: Step = (call) => withNormals(call, VALUES.multiply, 1, Math.sqrt(call.bits.p / (1 - call.bits.p)));

export const gaussianDropout: ReferenceForm = { ...plain, forward: multiplied, backward: multiplied };

export const gaussianNoise: ReferenceForm = {
  ...plain,
  forward: (call) => withNormals(call, VALUES.bias, 0, call.bits.p),
  backward: ({ x }) => ({ y: x.slice() }),
};

export function dropBlock(settings: BlockSettings & { readonly scale: number | undefined }): ReferenceForm {
  const step: Step = (call) => {
    const { x, shape, bits, offset } = call;
    const kept = Array.from(x, (_, i) => !inBlock(shape, settings, i, (place) => !bits.kept(offset + place)));
    const scale = settings.scale ?? x.length / kept.filter((one) => one).length;
    return applied({ ...call, offset: 0, bits: { ...bits, kept: (i) => kept[i] } }, scaleBy(scale));
  };
  return {
    elements: (shape) => sizeOf(placesOf(shape, settings)),
    rate: (p, shape) => gammaOf(p, shape, settings),
    length: sizeOf,
    forward: step,
    backward: step,
  };
}

/** The form of [N, C, …] for arrays [N, …, C]. */
export function channelsLast(form: ReferenceForm): ReferenceForm {
  const step =
    (run: Step): Step =>
    (call) => {
      const { shape, place } = channelsFirst(call.shape);
      const x = call.x.slice();
      call.x.forEach((value, i) => {
        x[place(i)] = value;
      });
      const { y } = run({ ...call, x, shape });
      return { y: y.map((_, i) => y[place(i)]) };
    };
  return {
    ...form,
    elements: (shape) => form.elements(channelsFirst(shape).shape),
    rate: (p, shape) => form.rate(p, channelsFirst(shape).shape),
    forward: step(form.forward),
    backward: step(form.backward),
  };
}

/** A form with a bias: training adds it before the mask, and evaluation is training with p = 0. */
function biased(value: Value, gradient: Value, others: (call: ReferenceCall) => object = () => ({})): ReferenceForm {
  const backward =
    (run: typeof applied): Step =>
    (call) => {
      const { y, values } = run({ ...call, bias: undefined }, gradient);
      const { columns = 0, dtype } = call;
      return { y, dbias: columns === 0 ? undefined : biasGradient(values, columns, dtype), ...others(call) };
    };
  return {
    ...plain,
    forward: (call) => applied(call, value),
    backward: backward(applied),
    evaluate: (call) => all(call, value, 0),
    evaluateBackward: backward((call) => all(call, gradient, 0)),
  };
}

const reluGradient: Value = ({ x, other }, _p, _round, scale) => (other <= 0 ? 0 : scale(x));

export const biasDropout: ReferenceForm = biased(VALUES.bias, VALUES.select);
export const biasReluDropout: ReferenceForm = biased(VALUES.relu, reluGradient);
export const biasDropoutAdd: ReferenceForm = biased(VALUES.add, VALUES.select, ({ x }) => ({ other: x.slice() }));

export const zoneout: ReferenceForm = {
  ...plain,
  forward: (call) => applied(call, VALUES.choose),
  backward: (call) => ({ y: applied(call, keep).y, other: applied(call, ({ x, kept }) => (kept ? 0 : x)).y }),
  evaluate: (call) =>
    all(call, call.bits.p === 0 ? ({ x }) => x : call.bits.p === 1 ? ({ other }) => other : VALUES.mix),
  evaluateBackward: (call) => {
    const { p } = call.bits;
    const weighed = (weight: number) => all(call, weight === 0 ? () => 0 : scaleBy(weight)).y;
    return { y: weighed(1 - p), other: weighed(p) };
  },
};

export interface PatchSettings {
  readonly prefixTokens: number;
  readonly ordered: boolean;
}

/** The section "Patch dropout" of docs/forms.md. */
export function patches({ prefixTokens, ordered }: PatchSettings): ReferenceForm {
  const keptOf = (tokens: number, p: number): number => Math.max(1, Math.floor(tokens * (1 - p)));

  /** For each sample, the kept tokens after the prefix. */
  const tokensOf = ({ shape, bits, offset }: ReferenceCall): number[][] => {
    const { drawer, p } = bits;
    if (drawer === undefined) throw new Error('scores need the key of a mask');
    const [samples, length] = shape;
    const tokens = length - prefixTokens;
    return Array.from({ length: samples }, (_, sample) => {
      const scored = Array.from({ length: tokens }, (_, token) => ({
        token,
        score: word(drawer, 21, offset + sample * tokens + token),
      }));
      scored.sort((a, b) => (a.score === b.score ? a.token - b.token : a.score < b.score ? -1 : 1));
      const kept = scored.slice(0, keptOf(tokens, p)).map(({ token }) => token);
      return ordered || p === 0 ? kept.sort((a, b) => a - b) : kept;
    });
  };

  /** Calls copy(row of x, row of y) for each kept token and for the prefix. */
  const eachRow = (call: ReferenceCall, copy: (inX: number, inY: number) => void): Uint32Array => {
    const rows = tokensOf(call);
    const [, length] = call.shape;
    let inY = 0;
    for (const [sample, tokens] of rows.entries()) {
      const prefix = Array.from({ length: prefixTokens }, (_, i) => i);
      for (const row of [...prefix, ...tokens.map((token) => prefixTokens + token)]) copy(sample * length + row, inY++);
    }
    return Uint32Array.from(rows.flat());
  };

  const length = ([samples, length, features]: Shape, p: number): number =>
    samples * (prefixTokens + keptOf(length - prefixTokens, p)) * features;
  return {
    elements: ([samples, length]) => samples * (length - prefixTokens),
    rate: (p) => p,
    length,
    forward(call) {
      const { x, shape, dtype, bits } = call;
      const [, , features] = shape;
      const y = ARITHMETIC[dtype].make(length(shape, bits.p));
      const indices = eachRow(call, (inX, inY) => {
        for (let i = 0; i < features; ++i) y[inY * features + i] = x[inX * features + i];
      });
      return { y, indices };
    },
    backward(call) {
      const { x: dy, shape, dtype } = call;
      const [, , features] = shape;
      const y = ARITHMETIC[dtype].make(sizeOf(shape));
      eachRow(call, (inX, inY) => {
        for (let i = 0; i < features; ++i) y[inX * features + i] = dy[inY * features + i];
      });
      return { y };
    },
    evaluate({ x, shape: [samples, length] }) {
      const tokens = length - prefixTokens;
      return { y: x.slice(), indices: Uint32Array.from({ length: samples * tokens }, (_, i) => i % tokens) };
    },
    evaluateBackward: ({ x }) => ({ y: x.slice() }),
  };
}
