/** Chooses the engine of a call. All give the same bits, so only speed counts. */

import type { Engine, EngineName } from '../engine.js';
import { js } from '../js/engine.js';
import { checkEngineName, demand, ENGINES, firstLine, isNative, load } from './registry.js';
import { setting } from './settings.js';
import { warnOfFallback } from './warning.js';

export interface Choice {
  engine: Engine;
  /** Arrays shorter than this go to the js engine. */
  smallest: number;
  /** Why no faster engine runs, or which setting named this one. */
  reason?: string;
}

/** Below these lengths the js engine is faster, because entering compiled code costs more than the work. */
const SMALLEST: Readonly<Record<EngineName, number>> = { native: 0, wasm: 128, js: 0 };

let choice: Choice | undefined;

/** The engine of calls that name none. */
export function chosen(): Choice {
  choice ??= choose();
  return choice;
}

function choose(): Choice {
  const forced = setting('NATIVE_DROPOUT_ENGINE');
  if (forced !== undefined) {
    const by = 'NATIVE_DROPOUT_ENGINE';
    return { engine: demand(checkEngineName(by, forced), by), smallest: 0, reason: `${by}=${forced}` };
  }
  const best = firstThatRuns();
  const { engine, reason } = best;
  if (load('native') instanceof Error && reason !== undefined) warnOfFallback(engine.name, reason);
  return best;
}

function firstThatRuns(): Choice {
  const reasons: string[] = [];
  for (const name of ENGINES) {
    const engine = load(name);
    if (engine instanceof Error) reasons.push(`${name}: ${firstLine(engine)}`);
    else if (isOutrun(engine)) reasons.push(`${name}: the processor has no AVX2 with FMA`);
    else return { engine, smallest: SMALLEST[name], ...(reasons.length > 0 && { reason: reasons.join('; ') }) };
  }
  throw new Error('unreachable: the js engine always loads');
}

/** Whether WebAssembly's vectors are faster: the addon has only scalar code for this processor. */
function isOutrun(engine: Engine): boolean {
  return isNative(engine) && engine.isas[0] === 'scalar' && !(load('wasm') instanceof Error);
}

/** The engine for a call on n elements: the one asked for, or the fastest. */
export function pick(n: number, wanted: Engine | undefined): Engine {
  if (wanted !== undefined) return wanted;
  const { smallest, engine } = chosen();
  return n < smallest ? js : engine;
}
