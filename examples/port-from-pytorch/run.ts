/** A training run: what port.py writes, and what the port must give. */

import { createHash } from 'node:crypto';

export interface Step {
  loss: number;
  /** The hash of each mask. */
  masks: string[];
  /** The kept elements of each mask. */
  kept: number[];
}

export interface Run {
  versions: { torch: string };
  seed: number;
  samples: number;
  batch: number;
  /** The learning rate. */
  rate: number;
  /** The elements of the input, of the hidden layers and of the output. */
  sizes: number[];
  /** The probabilities of the dropouts. */
  drops: number[];
  dataSha: string;
  initialSha: string[];
  /** The samples of each epoch. */
  order: number[][];
  /** The masks of the first step, packed, in hexadecimal. */
  firstMasks: string[];
  steps: Step[];
  /** The first three numbers of each weight and bias. */
  finalWeights: number[][];
  stateSha: string;
}

/** The first 32 digits of SHA-256. */
export function sha(data: Uint8Array | Float32Array): string {
  return createHash('sha256').update(data).digest('hex').slice(0, 32);
}
