/** Runs the conformance checks without a test framework: for runtimes and processors where none is at hand. */

import { engine } from 'native-dropout';
import { engines } from './engines.js';
import { checks } from './index.js';

let failed = 0;
for (const { name, run } of checks) {
  try {
    await run();
  } catch (error) {
    failed += 1;
    console.log(`failed: ${name}\n  ${error}`);
  }
}
console.log(`engine: ${JSON.stringify(engine())}; engines: ${engines.join(', ')}`);
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
