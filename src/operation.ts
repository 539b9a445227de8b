/** What becomes of the elements of an array: one row each, in the order of native/rows.h. */

export type OperationName = 'select';

export interface Operation {
  readonly name: OperationName;
  /** Its place among the operations of native/rows.h. */
  readonly code: number;
}

export const OPERATIONS: readonly Operation[] = [
  /** A kept element is multiplied by 1 / (1 - p), a dropped one becomes +0 (docs/mask.md). */
  { name: 'select', code: 0 },
];

export const [SELECT] = OPERATIONS;
