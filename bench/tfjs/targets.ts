/** The speeds that the package must reach here. */

import { Mi, sizeName } from '../trial/cases.js';
import type { BackendName } from './backends.js';
import type { OpResult } from './results.js';

const N = Mi;
const TARGETS: Partial<Record<BackendName, number>> = { cpu: 30, wasm: 30 };

export interface Verdict {
  line: string;
  held: boolean;
}

/** Verdicts on the results that have a target. */
export function verdicts(results: readonly OpResult[]): Verdict[] {
  return results.flatMap(({ backend, pass, n, p, times }) => {
    const bound = TARGETS[backend];
    if (bound === undefined || pass !== 'forward' || n !== N) return [];
    const held = times >= bound;
    const what = `${backend}, forward, ${sizeName(n)}, p = ${p}`;
    return [
      { held, line: `${what}: at least ${bound} times as fast, got ${times.toFixed(1)}: ${held ? 'held' : 'missed'}` },
    ];
  });
}
