/**
 * The operations on array elements, in the order of native/kernels/rows.h. src/core/values.ts makes scale, shift and
 * dropped. Each step is rounded to the compute type.
 */

export interface Operation {
  readonly name: OperationName;
  /** Its value in native's enum. */
  readonly code: number;
  /** Whether it reads a second array like x. */
  readonly other: boolean;
  /** Whether it reads a bias, which repeats along x. */
  readonly bias: boolean;
  /** Whether it sums its results (src/core/tile.ts). */
  readonly sums: boolean;
}

const plain = { other: false, bias: false, sums: false };

/** kept ? x · scale : 0 */
export const SELECT = { name: 'select', code: 0, ...plain } as const;
/** kept ? x · scale + shift : dropped */
export const AFFINE = { name: 'affine', code: 1, ...plain } as const;
/** kept ? (x + bias) · scale : 0 */
export const BIAS = { name: 'bias', code: 2, ...plain, bias: true } as const;
/** other + (kept ? (x + bias) · scale : 0) */
export const ADD = { name: 'add', code: 3, ...plain, other: true, bias: true } as const;
/** kept ? max(x + bias, 0) · scale : 0; a NaN stays NaN */
export const RELU = { name: 'relu', code: 4, ...plain, bias: true } as const;
/** kept ? x : other */
export const CHOOSE = { name: 'choose', code: 5, ...plain, other: true } as const;
/** kept ? 0 : x · scale */
export const REJECT = { name: 'reject', code: 6, ...plain } as const;
/** x · scale + other · shift; ignores the mask */
export const MIX = { name: 'mix', code: 7, ...plain, other: true } as const;
/** kept ? x · scale : 0, summed */
export const SELECT_SUM = { name: 'selectSum', code: 8, ...plain, sums: true } as const;
/** other <= 0 ? 0 : x · scale, summed; ignores the mask: the gradient of relu by its result */
export const RELU_GRADIENT = { name: 'reluGradient', code: 9, ...plain, other: true, sums: true } as const;
/** x · bias; ignores the mask */
export const MULTIPLY = { name: 'multiply', code: 10, ...plain, bias: true } as const;
/** kept ? x / scale : 0, as some of src/replay/ do */
export const DIVIDE = { name: 'divide', code: 11, ...plain } as const;

export const OPERATIONS = [
  SELECT,
  AFFINE,
  BIAS,
  ADD,
  RELU,
  CHOOSE,
  REJECT,
  MIX,
  SELECT_SUM,
  RELU_GRADIENT,
  MULTIPLY,
  DIVIDE,
] as const;

export type OperationName = (typeof OPERATIONS)[number]['name'];
