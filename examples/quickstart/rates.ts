/** Compares the speed of each engine with a plain loop, and the bits of all engines. */

import Table from 'cli-table3';
import { engine, Mask, setThreads } from 'native-dropout';
import { interleave } from '../../bench/harness/measure.js';
import { median } from '../../bench/harness/statistics.js';
import { heading, line, number, paragraph, yes } from '../shared/terminal.js';
import { allThreads, type Contender, engines, loop } from './contenders.js';

const P = 0.1;
const LENGTH = 4 * 2 ** 20;
const ROUNDS = 7;

export async function showRates(): Promise<void> {
  heading(`5  Speed: ${number(LENGTH)} floats, p = ${P}, the median of ${ROUNDS} samples`);
  const x = Float32Array.from({ length: LENGTH }, () => 1 + Math.random());
  const contenders = engines(new Mask({ seed: 42, draw: 0, p: P }));
  const able = contenders.filter(({ absent }) => absent === undefined);

  const threads = engine().name === 'native' ? engine().threads : allThreads;
  const [plain, js, ...others] = await measure([loop(P), ...able], x);
  setThreads(threads);

  const table = new Table({
    head: ['', 'ms per call', 'M elements/s', 'ratio', 'same bits'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
    colWidths: [21, 13, 14, 9, 14],
  });
  const row = (name: string, { milliseconds }: Result, same: string) => {
    const rate = LENGTH / milliseconds / 1000;
    table.push([name, milliseconds.toFixed(2), number(rate), `${number(plain.milliseconds / milliseconds, 1)}×`, same]);
  };
  row('Math.random() < p', plain, 'its own mask');
  row(able[0].name, js, 'reference');
  for (const [k, result] of others.entries()) row(able[k + 1].name, result, yes(equal(result.out, js.out)));
  for (const { name, absent } of contenders) {
    if (absent !== undefined) table.push([name, { content: 'cannot run', colSpan: 4, hAlign: 'left' }]);
  }

  for (const text of table.toString().split('\n')) line(text);
  for (const { name, absent } of contenders) if (absent !== undefined) paragraph(`${name}: ${absent}`);
}

interface Result {
  /** Time of a call. */
  milliseconds: number;
  /** The output of the last call. */
  out: Float32Array;
}

/** Medians of calls in turn, so that a slow moment of the machine affects all of them. */
async function measure(contenders: readonly Contender[], x: Float32Array): Promise<Result[]> {
  const outs = contenders.map(() => new Float32Array(x.length));
  const calls = contenders.map((one, k) => ({ ...one, run: () => one.run(x, outs[k]) }));
  const rounds = await interleave(calls, { seconds: 0, leastRounds: ROUNDS, sampleMilliseconds: 3 });
  return outs.map((out, k) => ({ out, milliseconds: median(rounds[k]) / 1e6 }));
}

function equal(a: Float32Array, b: Float32Array): boolean {
  return Buffer.from(a.buffer).equals(Buffer.from(b.buffer));
}
