/** npm run test:programs -- [arrays | cpu | wasm] --seed 1 --runs 10000, or --seconds 600: for as long as one likes. */

import { parseArgs } from 'node:util';
import { install } from 'native-dropout/tfjs';
import { checkPrograms, type Runs } from './check.js';
import * as arrays from './perform.js';
import { program } from './steps.js';
import * as tensors from './tensors/perform.js';
import { program as tensorProgram } from './tensors/steps.js';
import { tf } from './tensors/tensorflow.js';

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string' }, seconds: { type: 'string' } },
  allowPositionals: true,
});

async function check(what: string, runs: Runs): Promise<number> {
  if (what === 'arrays') return checkPrograms(program, arrays.performProgram, runs);
  install(tf);
  await tf.setBackend(what);
  return checkPrograms(tensorProgram, tensors.performProgram, runs);
}

for (const what of positionals.length > 0 ? positionals : ['arrays', 'cpu', 'wasm']) {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  const runs = Number(values.runs ?? (seconds === undefined ? 10_000 : 2 ** 31 - 1));
  const started = performance.now();
  const took = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  try {
    const calls = await check(what, { seed, runs, seconds });
    console.log(`${what}, seed ${seed}: ${calls} calls in ${took()}`);
  } catch (error) {
    console.error(`${what}, after ${took()}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
