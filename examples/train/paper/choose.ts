/** `npm run train -- --paper --choose`: tries learning rates in short runs, and validates them on images that they do not train on. */

import type { TensorFlow } from '../../../bench/tfjs/tensorflow.js';
import { line } from '../../shared/terminal.js';
import type { PaperSettings } from '../options.js';
import { forValidation } from './data.js';
import { LEARNING_RATES, NETWORKS } from './plan.js';
import { trainNetwork } from './training.js';
import { folderOf, percent } from './words.js';

export interface Choice {
  network: string;
  learningRate: number;
  /** The share of wrong answers on the validation images after each epoch. */
  errors: number[];
}

export async function choose(tf: TensorFlow, settings: PaperSettings): Promise<Choice[]> {
  const { training, validation } = forValidation(settings.images);
  const choices: Choice[] = [];
  for (const learningRate of LEARNING_RATES) {
    for (const network of NETWORKS) {
      const checkpoints = folderOf(settings, `${network.name}-${learningRate}`);
      const one = { network, learningRate, epochs: settings.epochs, checkpoints };
      const { points } = await trainNetwork(tf, one, training, validation, () => {});
      const errors = points.map(({ error }) => error);
      choices.push({ network: network.name, learningRate, errors });
      line(`${network.name}, learning rate ${learningRate}: validation error ${percent(errors.at(-1))}`);
    }
  }
  return choices;
}
