/** What two models must have in common, so that the checkpoint of one can be restored in the other. */

import { isRecord } from '../input/check.js';

/** Fields that may differ: versions, and what a checkpoint restores by itself. */
const FREE = new Set(['keras_version', 'backend', 'draw', 'rate', 'stddev']);

function eachName(value: unknown, found: (name: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (key === 'name' && typeof one === 'string') found(one);
    else eachName(one, found);
  }
}

/** By names, without nulls, which mean the default: a loaded layer may write the same config in another way. */
function sorted(record: object): object {
  const given = Object.entries(record).filter(([, value]) => value !== null);
  return Object.fromEntries(given.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The topology as text. Names are numbered, because TensorFlow.js gives each new layer a different one. */
export function architectureOf(topology: unknown): string {
  const names = new Map<string, string>();
  eachName(topology, (name) => {
    if (!names.has(name)) names.set(name, `#${names.size}`);
  });
  return JSON.stringify(topology, (key, value: unknown) => {
    if (FREE.has(key)) return undefined;
    if (typeof value === 'string') return names.get(value) ?? value;
    return isRecord(value) ? sorted(value) : value;
  });
}
