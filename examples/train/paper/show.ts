/** `npm run train -- --paper`: the experiment of Srivastava et al., "Dropout", JMLR 15, 2014, on all images of MNIST. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { missing } from '../../../bench/tfjs/backends.js';
import { type TensorFlow, tensorFlow } from '../../../bench/tfjs/tensorflow.js';
import { heading, line, number } from '../../shared/terminal.js';
import type { PaperSettings } from '../options.js';
import { choose } from './choose.js';
import { curves } from './curves.js';
import { forTest } from './data.js';
import { BATCH, HIDDEN, MOMENTUM, NETWORKS, SEED } from './plan.js';
import { type Point, type Row, trainNetwork } from './training.js';
import { beside, folderOf, percent } from './words.js';

export async function showPaper(settings: PaperSettings): Promise<void> {
  const { images, epochs, out } = settings;
  const backend = missing('tensorflow') === undefined ? 'tensorflow' : 'wasm';
  heading(`${number(images)} digits, layers of ${HIDDEN.join(', ')} units, on ${backend}`);
  mkdirSync(dirname(out), { recursive: true });
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1'; // no greetings
  const tf = await tensorFlow(backend);
  const command = ['npm run train --', ...process.argv.slice(2)].join(' ');
  const plan = { command, images, epochs, batch: BATCH, momentum: MOMENTUM, seed: SEED, backend };
  const results = settings.choose ? { choices: await choose(tf, settings) } : { rows: await compare(tf, settings) };
  writeFileSync(out, `${JSON.stringify({ ...plan, ...results }, null, 2)}\n`);
  line(`All results: ${out}`);
  if (results.rows === undefined) return;
  const picture = beside(settings, '.svg');
  writeFileSync(picture, curves(results.rows));
  line(`The curves: ${picture}`);
}

async function compare(tf: TensorFlow, settings: PaperSettings): Promise<Row[]> {
  const { training, test } = forTest(settings.images);
  const rows: Row[] = [];
  for (const network of NETWORKS) {
    const { name, learningRate, longer } = network;
    const epochs = longer * settings.epochs;
    const one = { network, learningRate, epochs, checkpoints: folderOf(settings, name) };
    line(`${name}: ${epochs} epochs, learning rate ${learningRate}`);
    // The test errors of all epochs are stored, but nobody sees one before the end.
    const tell = ({ loss }: Point, epoch: number): void => line(`${name}, epoch ${epoch}: loss ${loss.toFixed(4)}`);
    rows.push({ network: name, learningRate, ...(await trainNetwork(tf, one, training, test, tell)) });
  }
  line(`Errors on ${number(test.count)} images that neither network has seen, after the last epoch:`);
  for (const [k, { points, sha256 }] of rows.entries()) {
    const { name, paper } = NETWORKS[k];
    const error = points.at(-1)?.error ?? Number.NaN;
    const deviation = Math.sqrt((error * (1 - error)) / test.count);
    const ours = `${(100 * error).toFixed(2)} ± ${percent(deviation)}`;
    line(`${name.padEnd(7)}  ${ours} (the paper: ${paper.toFixed(2)} %)  weights ${sha256.slice(0, 16)}`);
  }
  return rows;
}
