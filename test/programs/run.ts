/** `npm run test:programs`: more random programs agree with the reference, for as long as one likes. */

import { install } from 'native-dropout/tfjs';
import { readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { checkPrograms, type Runs } from './check.js';
import * as arrays from './perform.js';
import { program } from './steps.js';
import * as tensors from './tensors/perform.js';
import { program as tensorProgram } from './tensors/steps.js';
import { onNode, tf } from './tensors/tensorflow.js';

const options = readOptions(commandOf('test:programs'));

async function check(what: string, runs: Runs): Promise<number> {
  if (what === 'arrays') return checkPrograms(program, arrays.performProgram, runs);
  install(tf);
  await tf.setBackend(what);
  return checkPrograms(tensorProgram, tensors.performProgram, runs);
}

const { seed = Math.floor(Math.random() * 2 ** 31), seconds, rest } = options;
const runs = options.runs ?? (seconds === undefined ? 10_000 : 2 ** 31 - 1);
const all = ['arrays', 'cpu', 'wasm', ...(onNode ? ['tensorflow'] : [])];
for (const what of rest.length > 0 ? rest : all) {
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
