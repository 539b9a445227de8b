/** `npm run port`: trains an MLP as PyTorch does from the same seed, and compares initial weights, order, masks and losses. */

import { isDeepStrictEqual } from 'node:util';
import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { heading, line, number, yes } from '../shared/terminal.js';
import { stray } from './stray.js';
import { theirRun } from './theirs.js';
import { train } from './train.js';

/** Losses and weights differ by the order of additions. */
const ROUNDING = 2e-6;

readOptions(commandOf('port'));
await program(() => {
  const { run, from } = theirRun(process.env.NATIVE_DROPOUT_PYTHON);
  const ours = train(run, run.steps.length);

  heading(`An MLP of ${run.sizes.join('-')}, dropout ${run.drops.join(' and ')}, seed ${run.seed}`);
  line(from);
  line('');
  line('step   loss: PyTorch       here  difference   masks: PyTorch            here');
  let largest = 0;
  for (const [i, theirs] of run.steps.entries()) {
    const { loss, masks } = ours.steps[i];
    const difference = Math.abs(loss - theirs.loss);
    largest = Math.max(largest, difference);
    const losses = `${number(theirs.loss, 6).padStart(15)} ${number(loss, 6).padStart(10)}  ${difference.toExponential(1)}`;
    const hashes = [theirs.masks, masks].map((all) => all.map((mask) => mask.slice(0, 8)).join(' '));
    line(`${String(i + 1).padStart(4)} ${losses}      ${hashes.join('  ')}`);
  }

  const weights = run.finalWeights.flat().map((weight, i) => Math.abs(weight - ours.finalWeights.flat()[i]));
  const masksOf = (steps: typeof run.steps) => steps.map(({ masks, kept }) => ({ masks, kept }));
  heading('Equal');
  line(`data                     ${yes(run.dataSha === ours.dataSha)}`);
  line(`initial weights          ${yes(isDeepStrictEqual(run.initialSha, ours.initialSha))}`);
  line(`order of the samples     ${yes(isDeepStrictEqual(run.order, ours.order))}`);
  line(`every mask               ${yes(isDeepStrictEqual(masksOf(run.steps), masksOf(ours.steps)))}`);
  line(`generator at the end     ${yes(run.stateSha === ours.stateSha)}`);
  line(`losses within ${ROUNDING}   ${yes(largest < ROUNDING)}, at most ${largest.toExponential(1)}`);
  line(`weights within ${ROUNDING}  ${yes(Math.max(...weights) < ROUNDING)}`);

  const found = stray(run);
  heading('A port that forgets one draw: the seed of the DataLoader’s workers');
  if (found === undefined) line(`its masks differ: ${yes(false)}`);
  else {
    const kept = found.theirs ? 'keeps' : 'drops';
    line(
      `compareMasks() finds call ${found.call}, element ${found.element}, which PyTorch ${kept}; ${found.differing} differ`,
    );
  }
});
