/** Runs the conformance checks without a test framework, for other runtimes and processors. */

import { engine } from 'native-dropout';
import { runAll } from './check.js';
import { engines } from './engines.js';
import { checks } from './index.js';

const { passed, failures } = await runAll(checks);
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`engine: ${JSON.stringify(engine())}; engines: ${engines.join(', ')}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
