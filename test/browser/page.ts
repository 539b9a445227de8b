/** The conformance checks in a page, for run.ts to call. */

import { type EngineInfo, engine } from 'native-dropout';
import { type Check, equal, runAll } from '../conformance/check.js';
import { engines } from '../conformance/engines.js';
import { checks } from '../conformance/index.js';

export interface Report {
  engine: EngineInfo;
  passed: number;
  /** Name and message of each failed check. */
  failures: string[];
}

declare global {
  var runChecks: () => Promise<Report>;
}

/** Checks that hold only in browsers. */
const inBrowsers: Check[] = [
  {
    name: 'wasm and js run, and wasm is chosen',
    run() {
      const { name, isa, threads, reason } = engine();
      equal(engines.join(), 'wasm,js', 'engines');
      equal(name, 'wasm', 'engine().name');
      equal(isa, 'simd128', 'engine().isa');
      equal(threads, 1, 'engine().threads');
      equal(reason?.includes('only Node.js, Bun and Deno load addons'), true, `engine().reason: ${reason}`);
    },
  },
];

globalThis.runChecks = async () => ({ engine: engine(), ...(await runAll([...inBrowsers, ...checks])) });
