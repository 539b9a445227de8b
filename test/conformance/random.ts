/** Random numbers, permutations and named children equal the known answers and the reference. */

import { Generator } from 'native-dropout';
import { childOfName, KINDS, normals, permutation, uniforms } from '../reference/numbers.js';
import { type Check, equal, throws } from './check.js';
import { engines } from './engines.js';
import { known, type NumberKind } from './known-answers.js';

type Engine = (typeof engines)[number];

/** Four numbers of each kind. */
const FIRST: Readonly<Record<NumberKind, (generator: Generator, engine: Engine) => Float32Array | Float64Array>> = {
  uniform32: (generator, engine) => generator.uniform(4, { engine }),
  uniform64: (generator, engine) => generator.uniform(new Float64Array(4), { engine }),
  normal: (generator, engine) => generator.normal(4, { engine }),
};

const drawers = [
  { seed: 0n, draw: 0 },
  { seed: 2n ** 64n - 1n, draw: 2 ** 48 - 1 },
  { seed: 0x0123_4567_89ab_cdefn, draw: 2 ** 32 + 5 },
];

function generatorAt({ seed, draw }: { seed: bigint; draw: number }): Generator {
  return new Generator({ seed: String(seed), draw });
}

export const random: Check[] = [
  ...engines.flatMap((engine): Check[] => [
    {
      name: `${engine}: known random numbers`,
      run() {
        for (const { kind, numbers, ...drawer } of known.numbers) {
          const actual = FIRST[kind](generatorAt(drawer), engine);
          const what = `${kind} of seed ${drawer.seed}, draw ${drawer.draw}`;
          equal(actual, kind === 'uniform64' ? Float64Array.from(numbers) : Float32Array.from(numbers), what);
          if (kind === 'normal') {
            const wide = generatorAt(drawer).normal(new Float64Array(4), { engine });
            equal(wide, Float64Array.from(actual), `${what}, as float64`);
          }
        }
      },
    },
    {
      name: `${engine}: random numbers are those of the specification`,
      run() {
        const n = 100;
        const [low, high, mean, std] = [-0.3, 2.7, 0.1, 1.7];
        for (const drawer of drawers) {
          for (const kind of [KINDS[32], KINDS[64]]) {
            const what = `float${kind.bits}, seed ${drawer.seed}, draw ${drawer.draw}`;
            const target = kind.bits === 32 ? n : new Float64Array(n); // a new array, or an existing one
            const uniform = generatorAt(drawer).uniform(target as Float64Array, { low, high, engine });
            equal(uniform, kind.Array.from(uniforms(drawer, n, kind, low, high)), `uniform, ${what}`);
            const normal = generatorAt(drawer).normal(target as Float64Array, { mean, std, engine });
            equal(normal, kind.Array.from(normals(drawer, n, kind, mean, std)), `normal, ${what}`);
          }
        }
      },
    },
    {
      name: `${engine}: a uniform number is never high`,
      run() {
        // [1, 1 + 2^-22) contains two float32 numbers. Three quarters of all u round to the second one or to high.
        const [low, high] = [1, 1 + 2 ** -22];
        const narrow = new Generator(3).uniform(1000, { low, high, engine });
        equal(
          narrow.every((y) => y === 1 || y === 1 + 2 ** -23),
          true,
          'between 1 and 1 + 2^-22',
        );
        for (const [from, to, below] of [
          [-1, 0, -(2 ** -149)],
          [-1 - 2 ** -23, -1, -1 - 2 ** -23],
          [0, 2 ** -149, 0],
          [1, 1, 1],
        ]) {
          const y = new Generator(3).uniform(1000, { low: from, high: to, engine });
          equal(
            y.every((one) => one >= from && one <= below),
            true,
            `between ${from} and ${to}`,
          );
        }
        const wide = new Generator(3).uniform(new Float64Array(1000), { low: 1, high: 1 + 2 ** -51, engine });
        equal(
          wide.every((y) => y === 1 || y === 1 + 2 ** -52),
          true,
          'between 1 and 1 + 2^-51 as float64',
        );
      },
    },
    {
      name: `${engine}: random numbers fill any array`,
      run() {
        const whole = new Generator(8).normal(70_001, { std: 0.5, engine });
        for (const memory of [new ArrayBuffer(4 * 70_010), new SharedArrayBuffer(4 * 70_010)]) {
          const all = new Float32Array(memory).fill(7);
          const out = all.subarray(3, 3 + 70_001);
          equal(new Generator(8).normal(out, { std: 0.5, engine }) === out, true, 'out is returned');
          equal(out, whole, 'a part of a memory');
          equal(
            [0, 1, 2, 70_004, 70_009].every((i) => all[i] === 7),
            true,
            'what is around it',
          );
        }
        equal(new Generator(8).uniform(0, { engine }).length, 0, 'no numbers');
      },
    },
  ]),
  {
    name: 'permutations',
    run() {
      for (const { order, n, ...drawer } of known.permutations) {
        equal(generatorAt(drawer).permutation(n), Uint32Array.from(order), `${n} of seed ${drawer.seed}`);
      }
      for (const drawer of drawers) {
        for (const n of [0, 1, 2, 3, 100, 5000]) {
          const expected = Uint32Array.from(permutation(drawer, n));
          equal(generatorAt(drawer).permutation(n), expected, `${n} of seed ${drawer.seed}, draw ${drawer.draw}`);
        }
      }
    },
  },
  {
    name: 'children by name',
    run() {
      for (const { seed, name, child } of known.names) {
        const parent = new Generator(seed);
        parent.draw = 5;
        const { state } = parent.split(name);
        equal(state.seed, String(child), `seed of child ${JSON.stringify(name)} of ${seed}`);
        equal(state.draw, 0, 'draw of a child');
        equal(parent.draw, 5, 'draw of the parent');
      }
      for (const length of [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 100]) {
        for (const name of ['x'.repeat(length), 'ä'.repeat(length), '\u{1f600}'.repeat(length), '\0'.repeat(length)]) {
          const expected = childOfName(2n ** 64n - 1n, name);
          equal(new Generator(2n ** 64n - 1n).split(name).seed, expected, `seed of child ${JSON.stringify(name)}`);
        }
      }
    },
  },
  {
    name: 'every call takes one draw, up to the last, and a refused one none',
    run() {
      const calls: readonly ((generator: Generator) => unknown)[] = [
        (generator) => generator.uniform(3),
        (generator) => generator.normal(0),
        (generator) => generator.permutation(1),
      ];
      for (const call of calls) {
        const generator = new Generator(1);
        call(generator);
        equal(generator.draw, 1, 'draw');
        generator.draw = 2 ** 48 - 1;
        call(generator);
        throws(() => call(generator), RangeError, /^generator.draw: expected .* got 2\^48$/, 'after the last draw');
        equal(generator.draw, 2 ** 48, 'draw after the last');
      }
    },
  },
];
