// Reads a command line by a table of options, which gives the help, the checks and the types of the values. It uses
// node:util and no library, because it runs before any package is installed.
import { parseArgs } from 'node:util';
import { flag } from './options.mjs';

/**
 * @template T
 * @typedef {import('./options.mjs').Option<T>} Option
 */

/**
 * @typedef {object} Command
 * @property {string} usage how it is started
 * @property {string} does
 * @property {Record<string, Option<unknown>>} [options]
 * @property {Option<unknown>} [argument] one argument without a name, which must be given
 * @property {Option<unknown>} [rest] any number of arguments without a name
 */

/**
 * @template O
 * @typedef {{ [K in keyof O]: O[K] extends Option<infer T> ? T : never }} Values
 */

/**
 * @template C
 * @typedef {Values<C extends { options: infer O } ? O : {}> &
 *   { argument: C extends { argument: Option<infer T> } ? NonNullable<T> : undefined } &
 *   { rest: C extends { rest: Option<infer T> } ? NonNullable<T>[] : never[] }} ValuesOf
 */

const HELP = '--help lists the options';

/**
 * Numbers are written with commas.
 * @param {Command} command
 */
function helpOf({ usage, does, options = {}, argument, rest }) {
  const unnamed = [argument, rest].flatMap((option) => (option ? [['', option]] : []));
  const all = [...unnamed, ...Object.entries(options), ['help', flag('prints this text')]];
  const short = (name) => (name === 'help' || name.length === 1 ? `-${name[0]}, ` : '');
  const lines = all.map(([name, { hint = '', text, fallback, usual = (fallback || '').toLocaleString('en-US') }]) => [
    `${name && `${short(name)}--${name} `}${hint}`.trim(),
    usual === '' ? text : `${text}. Default: ${usual}`,
  ]);
  const width = Math.max(...lines.map(([left]) => left.length));
  const table = lines.map(([left, text]) => `  ${left.padEnd(width)}  ${text}`);
  const words = [usage, ...(argument ? [argument.hint] : []), ...(rest ? [`[${rest.hint} …]`] : []), '[options]'];
  return [words.join(' '), '', does, '', ...table].join('\n');
}

/**
 * The values of the options and arguments; undefined if help was asked for.
 * @type {<C extends Command>(command: C, args: string[]) => ValuesOf<C> | undefined}
 * @throws {Error} with one line, if an option is unknown, a value is wrong, or options do not go together
 */
export function parse({ options = {}, argument, rest }, args) {
  const types = Object.entries(options).map(([name, { read }]) => [name, { type: read ? 'string' : 'boolean' }]);
  const known = { ...Object.fromEntries(types), help: { type: 'boolean', short: 'h' } };
  const { values, positionals } = split({
    args: joinNegative(args),
    allowPositionals: (argument ?? rest) !== undefined,
    options: known,
  });
  if (values.help) return undefined;
  for (const [name, { needs, excludes }] of Object.entries(options).filter(([name]) => values[name] !== undefined)) {
    if (needs && !values[needs]) throw new RangeError(`--${name}: only together with --${needs}`);
    if (excludes && values[excludes]) throw new RangeError(`--${name}: not together with --${excludes}`);
  }
  const named = Object.entries(options).map(([name, option]) => [name, readValue(`--${name}`, option, values[name])]);
  const first = argument && readArgument(argument, positionals.shift());
  if (!rest && positionals.length > 0) {
    const [word] = positionals;
    const meant = /^\d+$/.test(word) && 'seed' in options ? ` (--seed ${word})` : '';
    throw new RangeError(`Unexpected argument '${word}'${meant}; ${HELP}`);
  }
  const others = positionals.map((text) => readValue(rest.hint, rest, text));
  return { ...Object.fromEntries(named), argument: first, rest: others };
}

function readArgument(argument, given) {
  if (given === undefined) throw new RangeError(`${argument.hint}: expected ${argument.expected}`);
  return readValue(argument.hint, argument, given);
}

/** `--seed -1` becomes `--seed=-1`: parseArgs would take -1 for options. */
function joinNegative(args) {
  const joined = [];
  for (const word of args) {
    if (/^-\d/.test(word) && /^--[a-z]+$/i.test(joined.at(-1))) joined.push(`${joined.pop()}=${word}`);
    else joined.push(word);
  }
  return joined;
}

/** Shortens messages of Node.js to the first sentence; the rest says how to pass such a word as an argument. */
function split(config) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new RangeError(`${error.message.split(/\.\s/)[0]}; ${HELP}`);
  }
}

function readValue(name, { fallback, expected, read }, given) {
  if (given === undefined) return fallback;
  const value = read ? read(given) : given;
  if (value === undefined) throw new RangeError(`${name}: expected ${expected}, got ${JSON.stringify(given)}`);
  return value;
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
