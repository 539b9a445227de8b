/** The options of `npm run train`, and what is wrong with bad ones. */

import { parseArgs } from 'node:util';

export const BACKENDS = ['wasm', 'cpu'] as const;
export const ENGINES = ['native', 'wasm', 'js'] as const;

export interface Settings {
  epochs: number;
  /** The probability of dropping a hidden unit, of the network that has dropout. */
  rate: number;
  /** How many seeds: 1, 2, 3 … */
  seeds: number;
  /** How many images each network is trained on. */
  images: number;
  /** Passes of Monte Carlo dropout. */
  passes: number;
  backend: (typeof BACKENDS)[number];
  /** The engine of native-dropout; the best that can run when left out. */
  engine?: (typeof ENGINES)[number] | undefined;
  /** Where the report is written. */
  out: string;
}

export const FULL: Settings = {
  epochs: 60,
  rate: 0.5,
  seeds: 5,
  images: 1000,
  passes: 30,
  backend: 'wasm',
  out: 'report.html',
};

/** What `npm start` runs. */
export const QUICK: Settings = { ...FULL, epochs: 30, seeds: 3, passes: 10 };

export const HELP = `npm run train -- [options]

Trains a network on a few handwritten digits, with and without dropout, and writes what came of it to a page.

  --images n      images to train on, 10 to 50,000     ${FULL.images}
  --epochs n      times each image is seen             ${FULL.epochs}   (--quick: ${QUICK.epochs})
  --rate p        probability of dropping, in (0, 1)   ${FULL.rate}
  --seeds n       runs of each network, 1 to 100       ${FULL.seeds}    (--quick: ${QUICK.seeds})
  --passes n      of Monte Carlo dropout, 2 to 1,000   ${FULL.passes}   (--quick: ${QUICK.passes})
  --backend name  of TensorFlow.js: ${BACKENDS.join(', ')}          ${FULL.backend}
  --engine name   of dropout: ${ENGINES.join(', ')}         the best that runs here
  --out file      the page                             ${FULL.out}
  --quick         fewer epochs, seeds and passes
  --help          this text
`;

const TEXT = { type: 'string' } as const;

/** @returns undefined where help is asked for. */
export function readSettings(args: string[]): Settings | undefined {
  const { values } = parseArgs({
    args,
    options: {
      images: TEXT,
      epochs: TEXT,
      rate: TEXT,
      seeds: TEXT,
      passes: TEXT,
      backend: TEXT,
      engine: TEXT,
      out: TEXT,
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const base = values.quick ? QUICK : FULL;
  return {
    images: integer('images', values.images, 10, 50_000) ?? base.images,
    epochs: integer('epochs', values.epochs, 1, 10_000) ?? base.epochs,
    rate: probability('rate', values.rate) ?? base.rate,
    seeds: integer('seeds', values.seeds, 1, 100) ?? base.seeds,
    passes: integer('passes', values.passes, 2, 1000) ?? base.passes,
    backend: oneOf('backend', values.backend, BACKENDS) ?? base.backend,
    engine: oneOf('engine', values.engine, ENGINES),
    out: file('out', values.out) ?? base.out,
  };
}

function wrong(name: string, expected: string, text: string): RangeError {
  return new RangeError(`--${name}: expected ${expected}, got ${JSON.stringify(text)}`);
}

function integer(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw wrong(name, `an integer from ${least} to ${most}`, text);
}

function probability(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value > 0 && value < 1) return value;
  throw wrong(name, 'a number above 0 and below 1', text);
}

function oneOf<Name extends string>(name: string, text: string | undefined, names: readonly Name[]): Name | undefined {
  const found = names.find((one) => one === text);
  if (text !== undefined && found === undefined) throw wrong(name, `one of ${names.join(', ')}`, text);
  return found;
}

function file(name: string, text: string | undefined): string | undefined {
  if (text === '') throw wrong(name, 'the name of a file', text);
  return text;
}
