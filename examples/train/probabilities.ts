/** Probabilities of many images: a row for each, a column for each class. */

export type Probabilities = Float32Array | Float64Array;

export const CLASSES = 10;

export function rowOf(all: Probabilities, image: number): number[] {
  return Array.from(all.subarray(image * CLASSES, (image + 1) * CLASSES));
}

/** The class with the largest probability; of several, the first. */
export function likeliest(row: readonly number[]): number {
  return row.indexOf(Math.max(...row));
}
