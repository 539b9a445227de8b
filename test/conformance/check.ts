/** The few assertions that the conformance checks need, without a test framework: they run on any runtime. */

export interface Check {
  name: string;
  run(): void | Promise<void>;
}

export class Failure extends Error {}

function show(value: unknown): string {
  return ArrayBuffer.isView(value) ? `[${value}]` : String(value);
}

function tagOf(view: ArrayBufferView): unknown {
  return (view as unknown as { [Symbol.toStringTag]: unknown })[Symbol.toStringTag];
}

/** Whether arrays of one type have the same bytes. */
function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (tagOf(a) !== tagOf(b) || a.byteLength !== b.byteLength) return false;
  const [p, q] = [a, b].map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  for (let i = 0; i < p.length; ++i) if (p[i] !== q[i]) return false;
  return true;
}

/** Requires equal numbers, strings or arrays; 0 and -0 differ, NaN equals NaN. Bytes are compared first, because that is fast. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  if (ArrayBuffer.isView(actual) && ArrayBuffer.isView(expected)) {
    if (sameBytes(actual, expected)) return;
    const [a, b] = [actual, expected] as unknown as [ArrayLike<number>, ArrayLike<number>];
    if (a.length !== b.length) throw new Failure(`${what}: length ${a.length}, expected ${b.length}`);
    for (let i = 0; i < a.length; ++i) {
      if (!Object.is(a[i], b[i])) throw new Failure(`${what}: [${i}] is ${a[i]}, expected ${b[i]}`);
    }
  } else if (!Object.is(actual, expected)) {
    throw new Failure(`${what}: ${show(actual)}, expected ${show(expected)}`);
  }
}

/** Requires that the call throws an error of exactly this type, whose message matches. */
export function throws(call: () => unknown, type: new () => Error, message: RegExp, what: string): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof Error)) throw new Failure(`${what}: threw ${show(error)}`);
    equal(error.name, type.name, `${what}: type of "${error.message}"`);
    if (!message.test(error.message)) throw new Failure(`${what}: "${error.message}" does not match ${message}`);
    return;
  }
  throw new Failure(`${what}: did not throw`);
}

/** Runs all checks. `failures` has the name and the message of each failed one. */
export async function runAll(checks: readonly Check[]): Promise<{ passed: number; failures: string[] }> {
  const failures: string[] = [];
  for (const { name, run } of checks) {
    try {
      await run();
    } catch (error) {
      failures.push(`${name}\n  ${error}`);
    }
  }
  return { passed: checks.length - failures.length, failures };
}
