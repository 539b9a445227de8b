/**
 * Reads the numbers of TensorFlow.js's layers and of files as TensorFlow.js does: they may be strings or out of range.
 */

export type ReadNumber = (value: unknown) => number;

/** Dropout and layers like it clamp the rate to [0, 1]. A value that is no number counts as 0. */
export const clamped: ReadNumber = (value) => (Number(value) > 0 ? Math.min(Number(value), 1) : 0);

/** A rate of AlphaDropout above 1 drops nothing. */
export const upTo1: ReadNumber = (value) => (Number(value) <= 1 ? clamped(value) : 0);

/** A rate of GaussianDropout of 1 or more drops nothing. */
export const below1: ReadNumber = (value) => (Number(value) < 1 ? clamped(value) : 0);

/** The sign of a standard deviation of GaussianNoise has no effect. */
export const magnitude: ReadNumber = (value) => Math.abs(Number(value));
