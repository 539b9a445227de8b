/** Calls the package, and checks that it throws if and only if it should. */

import assert from 'node:assert/strict';
import type { Wrong } from './bad.js';
import type { World } from './world.js';

/** Runs a call that should throw or not; gives what it returned, undefined if it threw as it should. */
export function attempt(world: World, what: string, wrong: Wrong | undefined, run: () => unknown): unknown {
  world.calls += 1;
  let returned: unknown;
  try {
    returned = run();
  } catch (error) {
    if (wrong === undefined) throw new Error(`${what} threw`, { cause: error });
    assert(error instanceof Error, `${what} threw no error`);
    assert.equal(error.constructor, wrong.error, `${what} threw ${error.stack}`);
    assert(error.message.includes(wrong.names), `${what}: the message names no ${wrong.names}: ${error.message}`);
    return undefined;
  }
  assert(wrong === undefined, `${what} threw no ${wrong?.error.name} about ${wrong?.names}`);
  return returned;
}
