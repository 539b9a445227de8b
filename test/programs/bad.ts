/** Ways to make a call wrong, and the error that each must give. */

import type { Row } from './rows.js';

export interface Arguments {
  x: unknown;
  others: unknown[];
  /** Only for functions. */
  p?: unknown;
  options: unknown;
}

export interface Wrong {
  readonly error: ErrorConstructor;
  /** What the message begins with. */
  readonly names: string;
}

interface About {
  readonly row: Row;
  readonly of: 'call' | 'forward' | 'backward';
  readonly length: number;
  /** It may have `out`. */
  readonly output: boolean;
  readonly otherName: string;
}

/** Spoils arguments, if it applies to them. */
type Spoil = (args: Arguments, about: About) => Wrong | undefined;

const option =
  (name: string, value: unknown, error: ErrorConstructor, applies: (about: About) => boolean = () => true): Spoil =>
  (args, about) => {
    if (!applies(about)) return undefined;
    args.options = { ...(args.options as object), [name]: value };
    return { error, names: name };
  };

const forwards = ({ of }: About): boolean => of !== 'backward';
const calls = ({ of }: About): boolean => of === 'call';

const output =
  (make: (x: Float32Array) => unknown, error: ErrorConstructor): Spoil =>
  (args, { output }) => {
    if (!output) return undefined;
    const { inplace, ...rest } = args.options as { inplace?: unknown };
    args.options = { ...rest, out: make(args.x as Float32Array) };
    return { error, names: 'out' };
  };

const parameter =
  (p: unknown, error: ErrorConstructor): Spoil =>
  (args, { row, of }) => {
    if (of !== 'call') return undefined;
    args.p = p;
    return { error, names: row.parameter };
  };

const other =
  (make: (x: Float32Array) => unknown, error: ErrorConstructor): Spoil =>
  (args, { otherName }) => {
    if (otherName === '') return undefined;
    args.others[args.others.length - 1] = make(args.x as Float32Array);
    return { error, names: otherName };
  };

type Kind = new (n: number) => Float32Array;
const like = (x: Float32Array, n: number): Float32Array => new (x.constructor as Kind)(n);

export const SPOILS: readonly Spoil[] = [
  parameter(1.5, RangeError),
  parameter(Number.NaN, RangeError),
  parameter('0.5', TypeError),
  (args) => {
    args.x = [1, 2, 3];
    return { error: TypeError, names: '' };
  },
  (args) => {
    args.options = 5;
    return { error: TypeError, names: 'options' };
  },
  (args) => {
    args.options = { ...(args.options as object), sede: 1 };
    return { error: TypeError, names: 'options' };
  },
  option('offset', -1, RangeError, forwards),
  option('offset', 0.5, RangeError, forwards),
  option('offset', 2 ** 48, RangeError, (about) => forwards(about) && about.length > 0),
  option('offset', '1', TypeError, forwards),
  option('training', 1, TypeError, forwards),
  option('generator', {}, TypeError, calls),
  option('engine', 'gpu', RangeError, calls),
  option('dtype', 'int8', RangeError),
  option('shape', 7, TypeError, forwards),
  option('shape', [-1], RangeError, forwards),
  option('shape', [2, 2, 2, 2, 2, 2], RangeError, ({ of, length }) => of !== 'backward' && length !== 64),
  output((x) => like(x, x.length + 1), RangeError),
  output(() => new Uint8Array(3), TypeError),
  (args, { output, length }) => {
    if (!output || length < 2) return undefined;
    const whole = like(args.x as Float32Array, length + 1);
    const { inplace, ...rest } = args.options as { inplace?: unknown };
    args.x = whole.subarray(0, length);
    args.options = { ...rest, out: whole.subarray(1) };
    return { error: RangeError, names: 'out' };
  },
  other((x) => like(x, x.length + 1), RangeError),
  other(() => null, TypeError),
  (args, { row, of, length }) => {
    if (!row.reads.includes('bias') || of === 'backward' || length === 0) return undefined;
    args.others[0] = like(args.x as Float32Array, length + 1);
    return { error: RangeError, names: 'bias' };
  },
];
