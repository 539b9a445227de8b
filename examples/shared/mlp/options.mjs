/** Options of both trainings. */

import { integer, output } from '../../../tools/options.mjs';

export const CHECKPOINT = {
  checkpoint: output('the checkpoint, from which the run continues if it exists', undefined),
  every: integer('steps between two checkpoints', 1, Infinity, 16),
};
