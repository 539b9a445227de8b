import { writeFileSync } from 'node:fs';
import { dropout } from 'native-dropout';
import { output } from '../options.mjs';
import { openFile } from './file.mjs';
import { inUse, milliseconds, onEachEngine, versions } from './machine.mjs';

const SIZES = { '64 Ki': 2 ** 16, '1 Mi': 2 ** 20, '8 Mi': 2 ** 23 };
const RATES = [0.1, 0.5];

/** Milliseconds of each case. */
const BUDGET = 400;

/** The milliseconds of a copy and of each engine. */
function measure(n, p) {
  const x = Float32Array.from({ length: n }, Math.random);
  const out = new Float32Array(n);
  const times = onEachEngine((name) => milliseconds(() => dropout(x, p, { out, engine: name }), BUDGET));
  return { elements: n, p, copy: milliseconds(() => out.set(x), BUDGET), ...Object.fromEntries(times) };
}

export const bench = {
  does: 'Measures the engines and a copy of the same bytes, in ten seconds.',
  options: { json: { ...output('a file for the figures', undefined), usual: 'none' } },
  run({ json }) {
    const file = json === undefined ? undefined : openFile('json', json);
    console.log(`${versions()}; ${inUse()}\nmilliseconds, medians\n`);
    const print = (...cells) =>
      void console.log(cells.map((cell, i) => (i < 2 ? cell.padEnd(8) : cell.padStart(8))).join(''));
    const columns = ['copy', ...onEachEngine((name) => name).map(([name]) => name)];
    print('floats', 'p', ...columns);
    const rows = Object.entries(SIZES).flatMap(([size, n]) =>
      RATES.map((p) => {
        const row = measure(n, p);
        print(size, String(p), ...columns.map((name) => row[name].toPrecision(3)));
        return row;
      }),
    );
    if (file !== undefined)
      writeFileSync(file, `${JSON.stringify({ machine: versions(), engine: inUse(), rows }, null, 2)}\n`);
  },
};
