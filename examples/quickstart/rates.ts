/** How fast each engine is beside a plain loop, and whether all engines give the same bits. */

import Table from 'cli-table3';
import { engine, Mask, setThreads } from 'native-dropout';
import { allThreads, engines, loop } from './contenders.js';
import { measure, type Result } from './measure.js';
import { heading, line, number, yes } from './terminal.js';

const P = 0.1;
const LENGTH = 4 * 2 ** 20;
const ROUNDS = 11;

export function showRates(): void {
  const x = Float32Array.from({ length: LENGTH }, () => 1 + Math.random());
  const contenders = engines(new Mask({ seed: 42, draw: 0, p: P }));
  const able = contenders.filter(({ absent }) => absent === undefined);

  const threads = engine().name === 'native' ? engine().threads : allThreads;
  const [plain, js, ...others] = measure([loop(P), ...able], x, ROUNDS);
  setThreads(threads);

  const table = new Table({
    head: ['', 'ms per call', 'M elements/s', 'ratio', 'same bits'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
    colWidths: [21, 13, 14, 9, 14],
    wordWrap: true,
    wrapOnWordBoundary: false,
  });
  const row = (name: string, { median }: Result, same: string) => {
    const rate = LENGTH / median / 1000;
    table.push([name, median.toFixed(2), number(rate), `${number(plain.median / median, 1)}×`, same]);
  };
  row('Math.random() < p', plain, 'its own mask');
  row(able[0].name, js, 'reference');
  for (const [k, result] of others.entries()) row(able[k + 1].name, result, yes(equal(result.out, js.out)));
  for (const { name, absent } of contenders) {
    if (absent !== undefined) table.push([name, { content: `cannot run: ${absent}`, colSpan: 4, hAlign: 'left' }]);
  }

  heading(`5  Float32Array of ${number(LENGTH)} elements, p = ${P}, with out: median of ${ROUNDS} calls`);
  for (const text of table.toString().split('\n')) line(text);
}

function equal(a: Float32Array, b: Float32Array): boolean {
  return Buffer.from(a.buffer).equals(Buffer.from(b.buffer));
}
