/** The pictures of the pages, by the names of their files in docs/figures. */

import { digit } from './digit.js';
import { forms } from './forms.js';
import { network } from './network.js';
import { peers } from './peers.js';
import { slices } from './slices.js';

export const FIGURES: Readonly<Record<string, () => string>> = {
  'digit.svg': digit,
  'forms.svg': forms,
  'network.svg': network,
  'peers.svg': peers,
  'slices.svg': slices,
};
