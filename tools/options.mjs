// Options of a command line: a table gives the help, the checks and the types of the values.
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * @template T
 * @typedef {object} Option
 * @property {string} text what it means
 * @property {string} [hint] the name of its value; a flag has none
 * @property {T} fallback the value by default
 * @property {string} [usual] the default in words
 * @property {(name: string, text: string) => T} [read] throws if the text is no such value
 */

/**
 * @typedef {object} Command
 * @property {string} usage how it is started
 * @property {string} does
 * @property {Record<string, Option<unknown>>} [options]
 * @property {Option<unknown>} [rest] the arguments without a name
 */

/**
 * @template O
 * @typedef {{ [K in keyof O]: O[K] extends Option<infer T> ? T : never }} Values
 */

/**
 * @template C
 * @typedef {Values<C extends { options: infer O } ? O : {}> &
 *   { rest: C extends { rest: Option<infer T> } ? NonNullable<T>[] : never[] }} ValuesOf
 */

/** @returns {Error} */
export function wrong(name, expected, got) {
  return new RangeError(`${name}: expected ${expected}, got ${JSON.stringify(got)}`);
}

/** @type {(text: string) => Option<boolean>} */
export const flag = (text) => ({ text, fallback: false });

const grouped = (value) => value.toLocaleString('en-US');

/** @type {<F extends number | undefined>(text: string, least: number, most: number, fallback: F) => Option<F | number>} */
export function integer(text, least, most, fallback) {
  const range = most === Infinity ? `at least ${grouped(least)}` : `${grouped(least)} to ${grouped(most)}`;
  const read = (name, given) => {
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (value >= least && value <= most && Number.isSafeInteger(value)) return value;
    throw wrong(name, `an integer ${most === Infinity ? range : `from ${least} to ${most}`}`, given);
  };
  return { text: `${text} (${range})`, hint: 'n', fallback, read };
}

/** @type {<F extends number | undefined>(text: string, below: number, fallback: F) => Option<F | number>} */
export function positive(text, below, fallback) {
  const range = `above 0${below === Infinity ? '' : ` and below ${below}`}`;
  const read = (name, given) => {
    const value = given.trim() === '' ? Number.NaN : Number(given);
    if (value > 0 && value < below) return value;
    throw wrong(name, `a number ${range}`, given);
  };
  return { text: `${text} (${range})`, hint: 'x', fallback, read };
}

/** @type {<const N extends string, F extends N | undefined>(text: string, names: readonly N[], fallback: F) => Option<F | N>} */
export function choice(text, names, fallback) {
  const read = (name, given) => {
    if (names.includes(given)) return given;
    throw wrong(name, `one of ${names.join(', ')}`, given);
  };
  return { text: `${text}: ${names.join(', ')}`, hint: 'name', fallback, read };
}

/** @type {<F extends string | undefined>(text: string, fallback: F) => Option<F | string>} */
export function words(text, fallback) {
  const read = (name, given) => {
    if (given !== '') return given;
    throw wrong(name, 'some text', given);
  };
  return { text, hint: 'text', fallback, read };
}

/**
 * A file to write. Its folder need not exist.
 * @type {<F extends string | undefined>(text: string, fallback: F) => Option<F | string>}
 */
export function output(text, fallback) {
  const read = (name, given) => {
    let folder = dirname(given);
    while (!existsSync(folder)) folder = dirname(folder);
    if (given === '' || isFolder(given) || !isFolder(folder)) throw wrong(name, 'a file that can be written', given);
    return given;
  };
  return { text, hint: 'file', fallback, read };
}

/**
 * An existing file.
 * @type {<F extends string | undefined>(text: string, fallback: F) => Option<F | string>}
 */
export function input(text, fallback) {
  const read = (name, given) => {
    if (existsSync(given) && !isFolder(given)) return given;
    throw wrong(name, 'an existing file', given);
  };
  return { text, hint: 'file', fallback, read };
}

/**
 * An existing folder that holds this file.
 * @type {(text: string, file: string) => Option<string | undefined>}
 */
export function folderWith(text, file) {
  const read = (name, given) => {
    if (existsSync(`${given}/${file}`)) return given;
    throw wrong(name, `a folder with ${file} in it`, given);
  };
  return { text, hint: 'folder', fallback: undefined, read };
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function said(fallback) {
  if (typeof fallback === 'number') return grouped(fallback);
  return fallback || '';
}

/** @param {Command} command */
function helpOf({ usage, does, options = {}, rest }) {
  const all = [...(rest ? [['', rest]] : []), ...Object.entries(options), ['help', flag('prints this text')]];
  const lines = all.map(([name, { hint, text, fallback, usual = said(fallback) }]) => {
    const left = [...(name === '' ? [] : [`--${name}`]), ...(hint === undefined ? [] : [hint])].join(' ');
    return [left, usual === '' ? text : `${text}. Default: ${usual}`];
  });
  const width = Math.max(...lines.map(([left]) => left.length));
  const table = lines.map(([left, text]) => `  ${left.padEnd(width)}  ${text}`);
  return [`${usage}${rest ? ` [${rest.hint} …]` : ''} [options]`, '', does, '', ...table].join('\n');
}

/**
 * The values of the options and arguments; undefined if help was asked for.
 * @type {<C extends Command>(command: C, args: string[]) => ValuesOf<C> | undefined}
 * @throws {Error} with one line, if an option is unknown or a value is wrong
 */
export function parse({ options = {}, rest }, args) {
  const types = Object.entries(options).map(([name, { read }]) => [name, { type: read ? 'string' : 'boolean' }]);
  const { values, positionals } = strictly(() =>
    parseArgs({
      args,
      allowPositionals: rest !== undefined,
      options: { ...Object.fromEntries(types), help: { type: 'boolean', short: 'h' } },
    }),
  );
  if (values.help) return undefined;
  const read = ([name, option]) => {
    const given = values[name];
    if (given === undefined) return [name, option.fallback];
    return [name, option.read ? option.read(`--${name}`, given) : given];
  };
  const named = Object.fromEntries(Object.entries(options).map(read));
  return { ...named, rest: positionals.map((text) => rest.read(rest.hint, text)) };
}

/** Shortens messages of Node.js to the first sentence; the rest says how to pass such a word as an argument. */
function strictly(read) {
  try {
    return read();
  } catch (error) {
    throw new RangeError(`${error.message.split('. ')[0]}; --help lists the options`);
  }
}

/**
 * Reads the command line of this process. If it asks for help or is wrong, prints a text and ends the process.
 * @type {<C extends Command>(command: C, args?: string[]) => ValuesOf<C>}
 */
export function readOptions(command, args = process.argv.slice(2)) {
  try {
    const values = parse(command, args);
    if (values !== undefined) return values;
    console.log(helpOf(command));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
  process.exit();
}

/**
 * Runs a program. If it throws, prints the message without a stack, and ends the process with code 1.
 * @param {() => void | Promise<void>} main
 */
export async function program(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1); // at once: other processes may wait for this one
  }
}
