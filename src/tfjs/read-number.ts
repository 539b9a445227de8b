/** What TensorFlow.js makes of the numbers of its layers and of files, which may be texts or out of range. */

export type ReadNumber = (value: unknown) => number;

/** The rate of Dropout and of layers like it is brought into [0, 1]. What is no number drops nothing. */
export const clamped: ReadNumber = (value) => (Number(value) > 0 ? Math.min(Number(value), 1) : 0);

/** A rate of AlphaDropout above 1 drops nothing. */
export const upTo1: ReadNumber = (value) => (Number(value) <= 1 ? clamped(value) : 0);

/** Nor does one of GaussianDropout that is 1. */
export const below1: ReadNumber = (value) => (Number(value) < 1 ? clamped(value) : 0);

/** A standard deviation of GaussianNoise: normals times -2 are those times 2. */
export const magnitude: ReadNumber = (value) => Math.abs(Number(value));
