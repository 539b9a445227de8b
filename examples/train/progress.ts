/** A progress bar with the time left, if stderr is a terminal. */

import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from './experiment.js';

export function progressBar(): Progress {
  const format = '  {bar} {percentage} %  {eta_formatted} left  {name}';
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true, etaBuffer: 50 }, Presets.shades_classic);
  return {
    start: (work) => bar.start(work, 0, { name: '' }),
    name: (name) => bar.update({ name }),
    advance: (work) => bar.increment(work),
    stop: () => bar.stop(),
  };
}
