/** The engines that can run here. */

import { type EngineName, Mask } from 'native-dropout';
import { reason } from './terminal.js';

/** @returns Why an engine cannot run here; undefined if it can. */
export function whyNot(engine: EngineName): string | undefined {
  try {
    new Mask({ seed: 0, draw: 0, p: 0.5 }).toBits(1, { engine });
    return undefined;
  } catch (error) {
    return reason(error);
  }
}
