/** Texts and paths of the paper's experiment. */

import { parse } from 'node:path';
import type { PaperSettings } from '../options.js';

/** A share in per cent. */
export const percent = (share = Number.NaN): string => `${(100 * share).toFixed(2)} %`;

/** A path beside the results. */
export function beside({ out }: PaperSettings, ending: string): string {
  const { dir, name } = parse(out);
  return `${dir || '.'}/${name}${ending}`;
}

/** The folder of a network's checkpoints. */
export const folderOf = (settings: PaperSettings, name: string): string => beside(settings, `-checkpoints/${name}`);
