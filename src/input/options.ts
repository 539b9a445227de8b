/**
 * Reads the options of a call. Options are the own enumerable properties of a plain object, so that a polluted
 * Object.prototype adds none. Each is read once, and unknown names are refused.
 */

import { isPlain, notPlain } from './check.js';
import { message } from './errors.js';

/** The options of a form, by name. */
export type Settings = Readonly<Record<string, unknown>>;

/** Has no prototype, so that a polluted one adds nothing. */
export const NO_SETTINGS: Settings = Object.freeze(Object.create(null));

/** One bit per common option, so that one number says which of them a function accepts. */
const BIT = {
  training: 1,
  generator: 2,
  out: 4,
  inplace: 8,
  offset: 16,
  engine: 32,
  mask: 64,
  dtype: 128,
  shape: 256,
} as const;

export type OptionName = keyof typeof BIT;

/** The options that many functions have, and those of the form. */
export interface OptionValues extends Record<OptionName, unknown> {
  settings: Settings;
}

function optionsIn(bits: number): string[] {
  return Object.entries(BIT).flatMap(([name, bit]) => ((bits & bit) !== 0 ? [name] : []));
}

/** Advice for names that other libraries have, or that belong to other functions. */
const INSTEAD: Readonly<Record<string, string>> = {
  seed: 'pass generator: new Generator(seed), or call manualSeed(seed)',
  rate: 'p comes before the options',
  p: 'p comes before the options',
  train: 'its name is training',
  isTraining: 'its name is training',
  keepProb: 'p is the probability of dropping: 1 - keepProb',
  keep_prob: 'p is the probability of dropping: 1 - keep_prob',
  rng: 'its name is generator',
  inPlace: 'its name is inplace',
  noiseShape: 'dropout(), new Dropout() and apply() take it',
  noise_shape: 'its name is noiseShape',
  drop_prob: 'p comes before the options',
  scale_by_keep: 'its name is scaleByKeep',
  data_format: 'its name is dataFormat',
  channels_last: 'its name is channelsLast',
  channelsLast: 'its name is dataFormat',
  dataFormat: 'its name is channelsLast',
  batch_first: 'its name is batchFirst',
  block_size: 'its name is blockSize',
  couple_channels: 'its name is coupleChannels',
  gamma_scale: 'its name is gammaScale',
  shape: 'functions of arrays and forward() take it',
  dtype: 'functions of arrays and forward() take it',
  scaling: 'functions of arrays and constructors of layers take it',
  reuseOutput: 'constructors of layers take it',
  training: 'functions of arrays and forward() take it',
  offset: 'functions of arrays and forward() take it',
  out: 'functions of arrays and forward() take it',
  generator: 'functions of arrays and constructors of layers take it',
  engine: 'NATIVE_DROPOUT_ENGINE sets it for all calls',
  mask: 'layers take it',
};

/** The options that a function accepts, and advice for some that it does not. */
export interface Accepts {
  readonly name: string;
  /** The common options that it accepts, one bit each. */
  readonly has: number;
  /** The names of the other options that it accepts. */
  readonly more: readonly string[];
  readonly instead: Readonly<Record<string, string>>;
}

export function accepting(
  name: string,
  options: readonly OptionName[],
  { more = [], instead = {} }: { more?: readonly string[]; instead?: Accepts['instead'] } = {},
): Accepts {
  const has = options.reduce((sum, option) => sum | BIT[option], 0);
  return { name, has, more, instead: { ...INSTEAD, ...instead } };
}

const hasOwn = Object.prototype.hasOwnProperty; // Object.hasOwn takes twice the time in this loop

/** @throws {TypeError} if options is no plain object, or the function does not accept one of its names. */
export function readOptions(of: Accepts, options: object | undefined): Readonly<OptionValues> {
  if (options === undefined) return NONE;
  if (!isPlain(options)) throw notPlain('options', '', options, adviceFor(of.has, options));
  let seen = 0;
  let training: unknown;
  let generator: unknown;
  let out: unknown;
  let inplace: unknown;
  let offset: unknown;
  let engine: unknown;
  let mask: unknown;
  let dtype: unknown;
  let shape: unknown;
  let settings: Record<string, unknown> | undefined;
  for (const name in options) {
    if (!hasOwn.call(options, name)) continue;
    const value: unknown = options[name as keyof typeof options];
    switch (name) {
      case 'training': // a variable per option: computed names take several times as long
        training = value;
        seen |= BIT.training;
        break;
      case 'generator':
        generator = value;
        seen |= BIT.generator;
        break;
      case 'out':
        out = value;
        seen |= BIT.out;
        break;
      case 'inplace':
        inplace = value;
        seen |= BIT.inplace;
        break;
      case 'offset':
        offset = value;
        seen |= BIT.offset;
        break;
      case 'engine':
        engine = value;
        seen |= BIT.engine;
        break;
      case 'mask':
        mask = value;
        seen |= BIT.mask;
        break;
      case 'dtype':
        dtype = value;
        seen |= BIT.dtype;
        break;
      case 'shape':
        shape = value;
        seen |= BIT.shape;
        break;
      default:
        if (!of.more.includes(name)) throw unknownOption(of, name);
        settings ??= Object.create(null) as Record<string, unknown>;
        settings[name] = value;
    }
  }
  const foreign = seen & ~of.has;
  if (foreign !== 0) throw unknownOption(of, optionsIn(foreign)[0]);
  return { training, generator, out, inplace, offset, engine, mask, dtype, shape, settings: settings ?? NO_SETTINGS };
}

const NONE = readOptions(accepting('', []), {});

/** Advice for those who pass one option without its name. */
function adviceFor(has: number, value: unknown): string {
  if (typeof value === 'boolean' && (has & BIT.training) !== 0) return `{ training: ${value} }`;
  const isSeed = typeof value === 'number' || typeof value === 'bigint';
  return isSeed && (has & BIT.generator) !== 0 ? '{ generator: new Generator(seed) }' : '';
}

function unknownOption({ name, has, more, instead }: Accepts, option: string): TypeError {
  const known = [...optionsIn(has), ...more].join(', ');
  return new TypeError(message('options', `only ${known} for ${name}()`, option, own(instead, option) as string));
}

/**
 * Checks that an object is plain and that its own enumerable properties are among the known ones.
 * @throws {TypeError} if not.
 */
export function checkFields(name: string, object: unknown, known: readonly string[]): asserts object is object {
  if (!isPlain(object)) throw notPlain(name, ` with ${known.join(', ')}`, object);
  for (const field in object) {
    if (hasOwn.call(object, field) && !known.includes(field)) {
      throw new TypeError(message(name, `no fields but ${known.join(', ')}`, field));
    }
  }
}

/** An own property of the object; undefined if it has none of that name. */
export function own(object: object | undefined, field: string): unknown {
  return object !== undefined && hasOwn.call(object, field) ? object[field as keyof typeof object] : undefined;
}
