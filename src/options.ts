/**
 * The options of a call: own properties alone, so that a polluted Object.prototype adds none, each read once, and none
 * that the function does not have.
 */

import { message, wrongType } from './errors.js';

/** All that functions of the package take. */
export interface Read {
  training: unknown;
  generator: unknown;
  out: unknown;
  inplace: unknown;
  offset: unknown;
  engine: unknown;
  mask: unknown;
}

const NONE: Readonly<Read> = {
  training: undefined,
  generator: undefined,
  out: undefined,
  inplace: undefined,
  offset: undefined,
  engine: undefined,
  mask: undefined,
};

/** One bit an option, so that one number says which of them a function has. */
const BIT = { training: 1, generator: 2, out: 4, inplace: 8, offset: 16, engine: 32, mask: 64 } as const;

function withBits(bits: number): string[] {
  return Object.entries(BIT).flatMap(([name, bit]) => ((bits & bit) !== 0 ? [name] : []));
}

/** What to use instead of names that other libraries have, or that are easily mistaken. */
const INSTEAD: Readonly<Record<string, string>> = {
  seed: 'pass generator: new Generator(seed), or call manualSeed(seed)',
  rate: 'p comes before the options',
  p: 'p comes before the options',
  train: 'its name is training',
  inPlace: 'its name is inplace',
  noiseShape: 'each element has its own place in the mask',
  shape: 'arrays are flat',
};

/** A function, the options that it has, and what to use instead of some that it has not. */
export interface Face {
  readonly name: string;
  readonly bits: number;
  readonly instead: Readonly<Record<string, string>>;
}

export function face(name: string, options: readonly (keyof Read)[], instead: Face['instead'] = {}): Face {
  const bits = options.reduce((sum, option) => sum | BIT[option], 0);
  return { name, bits, instead: { ...INSTEAD, ...instead } };
}

const hasOwn = Object.prototype.hasOwnProperty; // Object.hasOwn takes twice the time in this loop

/** @throws {TypeError} if options is no object, or has a name that the function does not have. */
export function readOptions(of: Face, options: object | undefined): Readonly<Read> {
  if (options === undefined) return NONE;
  if (typeof options !== 'object' || options === null || Array.isArray(options) || ArrayBuffer.isView(options)) {
    throw wrongType('options', 'an object', options);
  }
  const read = { ...NONE };
  let seen = 0;
  for (const name in options) {
    if (!hasOwn.call(options, name)) continue;
    const value: unknown = options[name as keyof typeof options];
    switch (name) {
      case 'training': // Each by its name, as writing to a computed one costs several times as much.
        read.training = value;
        seen |= BIT.training;
        break;
      case 'generator':
        read.generator = value;
        seen |= BIT.generator;
        break;
      case 'out':
        read.out = value;
        seen |= BIT.out;
        break;
      case 'inplace':
        read.inplace = value;
        seen |= BIT.inplace;
        break;
      case 'offset':
        read.offset = value;
        seen |= BIT.offset;
        break;
      case 'engine':
        read.engine = value;
        seen |= BIT.engine;
        break;
      case 'mask':
        read.mask = value;
        seen |= BIT.mask;
        break;
      default:
        throw unknownOption(of, name);
    }
  }
  const foreign = seen & ~of.bits;
  if (foreign !== 0) throw unknownOption(of, withBits(foreign)[0]);
  return read;
}

function unknownOption({ name, bits, instead }: Face, option: string): TypeError {
  const word = Object.hasOwn(instead, option) ? ` (${instead[option]})` : '';
  return new TypeError(message('options', `none of ${name}() but ${withBits(bits).join(', ')}`, option + word));
}

/** The own properties of an object that has these and no others; for calls that are not made at every step. */
export function readFields(name: string, object: object, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw wrongType(name, `an object with ${known.join(', ')}`, object);
  }
  const fields: Record<string, unknown> = { ...object };
  const foreign = Object.keys(fields).find((field) => !known.includes(field));
  if (foreign !== undefined) throw new TypeError(message(name, `no fields but ${known.join(', ')}`, foreign));
  return Object.setPrototypeOf(fields, null);
}
