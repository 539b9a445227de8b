/** What is trained: the networks of Srivastava et al., "Dropout", JMLR 15, 2014, table 2, and how. */

export interface Network {
  name: 'without' | 'dropout';
  /** The probability of dropping a hidden unit. */
  rate: number;
  /** Epochs, as a multiple of those of `--epochs`: with dropout, training takes longer. */
  longer: number;
  /** At the start of the training, as `--choose` found it. */
  learningRate: number;
  /** Test error in the paper, in per cent. */
  paper: number;
}

export const NETWORKS: readonly Network[] = [
  { name: 'without', rate: 0, longer: 1, learningRate: 0.1, paper: 1.6 },
  { name: 'dropout', rate: 0.5, longer: 2, learningRate: 0.1, paper: 1.25 },
];

export const HIDDEN = [1024, 1024, 1024];
export const BATCH = 128;
export const MOMENTUM = 0.9;
export const SEED = 2014;

/** Learning rates at the start of a training; they fall linearly to 0. */
export const LEARNING_RATES = [0.03, 0.1, 0.3];
