/** The settings of a training, from the options of `npm run train`. */

import type { ValuesOf } from '../../tools/command-line.mjs';
import type { commandOf } from '../../tools/commands.mjs';
import { CHOICE, FULL, PAPER, QUICK } from './settings.mjs';

export interface Settings {
  epochs: number;
  /** The probability of dropping a hidden unit, in the network with dropout. */
  rate: number;
  /** Number of seeds: 1, 2, 3 … */
  seeds: number;
  /** Number of images that each network is trained on. */
  images: number;
  /** Passes of Monte Carlo dropout. */
  passes: number;
  backend: 'wasm' | 'cpu';
  /** The file of the report. */
  out: string;
}

/** The settings of `--paper`. */
export interface PaperSettings {
  epochs: number;
  /** Number of images to train on, and the most to test with. */
  images: number;
  /** Tries learning rates on the validation images, instead of training for the test. */
  choose: boolean;
  /** The file of the results. */
  out: string;
}

export type Options = ValuesOf<ReturnType<typeof commandOf<'train'>>>;

export function settingsOf({ quick, images, epochs, seeds, rate, passes, backend, out }: Options): Settings {
  const usual = quick ? QUICK : FULL;
  return {
    images: images ?? usual.images,
    epochs: epochs ?? usual.epochs,
    seeds: seeds ?? usual.seeds,
    rate,
    passes: passes ?? usual.passes,
    backend,
    out: out ?? usual.out,
  };
}

export function paperSettingsOf({ choose, images, epochs, out }: Options): PaperSettings {
  const usual = choose ? CHOICE : PAPER;
  return { images: images ?? usual.images, epochs: epochs ?? usual.epochs, choose, out: out ?? usual.out };
}
