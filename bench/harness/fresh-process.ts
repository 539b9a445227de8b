/** Runs each trial in a new process, so that code, heap and threads of other trials do not disturb it. */

import { fork } from 'node:child_process';

/** Parent: runs `module` with `spec`, and returns its answer. */
export function inFreshProcess<Spec, Answer>(module: URL, spec: Spec, env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(module, [JSON.stringify(spec)], { env: { ...process.env, ...env } });
    let answer: { value: Answer } | undefined;
    child.on('message', (value) => {
      answer = { value: value as Answer };
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0 && answer !== undefined) resolve(answer.value);
      else reject(new Error(`trial ended with ${signal ?? `code ${code}`}: ${JSON.stringify(spec)}`));
    });
  });
}

/** Child: runs the trial with the spec from its parent, and sends the result. */
export async function answer<Spec, Answer>(trial: (spec: Spec) => Promise<Answer>): Promise<void> {
  const result = await trial(JSON.parse(process.argv[2]) as Spec);
  process.send?.(result, () => process.exit());
}
