/** The settings of a training, from the options of `npm run train`. */

import type { ValuesOf } from '../../tools/command-line.mjs';
import type { commandOf } from '../../tools/commands.mjs';
import { FULL, QUICK } from './settings.mjs';

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
  /** The engine of native-dropout. Default: the best one. */
  engine?: 'native' | 'wasm' | 'js' | undefined;
  /** The file of the report. */
  out: string;
}

type Options = ValuesOf<ReturnType<typeof commandOf<'train'>>>;

export function settingsOf({ quick, epochs, seeds, passes, rest: _, ...others }: Options): Settings {
  const usual = quick ? QUICK : FULL;
  return {
    ...others,
    epochs: epochs ?? usual.epochs,
    seeds: seeds ?? usual.seeds,
    passes: passes ?? usual.passes,
  };
}
