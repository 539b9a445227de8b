/** The settings that determine the trained weights. The number of workers is not one of them. */

export const SETTINGS = {
  seed: 42,
  hidden: 128,
  /** Probabilities of dropping a pixel and a hidden unit. */
  dropPixel: 0.1,
  dropHidden: 0.5,
  /** Parts of a batch. Their gradients are added in order, independent of the workers. */
  microBatches: 4,
  /** Samples of a micro-batch. */
  rows: 16,
  learningRate: 0.1,
  momentum: 0.9,
};

export const BATCH = SETTINGS.microBatches * SETTINGS.rows;

/** Training digits. */
export const TRAINING = 4096;
/** Two epochs. */
export const STEPS = (2 * TRAINING) / BATCH;
