// The kinds of options of a command: each reads its value and describes it.
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @template T
 * @typedef {object} Option
 * @property {string} text what it means
 * @property {string} [hint] the name of its value; a flag has none
 * @property {T} fallback the value by default
 * @property {string} [usual] the default in words
 * @property {string} [expected] the values that it may have
 * @property {(text: string) => T | undefined} [read] undefined if the text is no such value
 * @property {string} [needs] an option without which it means nothing
 * @property {string} [excludes] an option with which it means nothing
 */

/** @type {(text: string) => Option<boolean>} */
export const flag = (text) => ({ text, fallback: false });

/** @type {<F extends number | undefined>(text: string, least: number, most: number, fallback: F) => Option<F | number>} */
export function integer(text, least, most, fallback) {
  const [from, to] = [least, most].map((limit) => limit.toLocaleString('en-US'));
  const range = most === Infinity ? `at least ${from}` : `${from} to ${to}`;
  const expected = `an integer ${most === Infinity ? '' : 'from '}${range}`;
  const fits = (value) => Number.isSafeInteger(value) && value >= least && value <= most;
  const read = (given) => (/^\d+$/.test(given) && fits(Number(given)) ? Number(given) : undefined);
  return { text: `${text} (${range})`, hint: 'n', fallback, expected, read };
}

/** @type {<F extends number | undefined>(text: string, below: number, fallback: F) => Option<F | number>} */
export function positive(text, below, fallback) {
  const range = `above 0${below === Infinity ? '' : ` and below ${below}`}`;
  const read = (given) => (Number(given) > 0 && Number(given) < below ? Number(given) : undefined);
  return { text: `${text} (${range})`, hint: 'x', fallback, expected: `a number ${range}`, read };
}

/** @type {(text: string, fallback: number) => Option<number>} */
export function probability(text, fallback) {
  const read = (given) => (given !== '' && Number(given) >= 0 && Number(given) <= 1 ? Number(given) : undefined);
  return { text: `${text} (0 to 1)`, hint: 'x', fallback, expected: 'a number from 0 to 1', read };
}

/** @type {<const N extends string, F extends N | undefined>(text: string, names: readonly N[], fallback: F) => Option<F | N>} */
export function choice(text, names, fallback) {
  const all = names.join(', ');
  const read = (given) => names.find((name) => name === given);
  return { text: `${text}: ${all}`, hint: 'name', fallback, expected: `one of ${all}`, read };
}

/** @type {<F extends string | undefined>(text: string, fallback: F) => Option<F | string>} */
export function words(text, fallback) {
  return { text, hint: 'text', fallback, expected: 'some text', read: (given) => given || undefined };
}

/**
 * A file to write. Its folder need not exist.
 * @type {<F extends string | undefined>(text: string, fallback: F) => Option<F | string>}
 */
export function output(text, fallback) {
  const read = (given) => {
    let folder = dirname(given);
    while (!existsSync(folder)) folder = dirname(folder);
    return given !== '' && !isFolder(given) && isFolder(folder) ? given : undefined;
  };
  return { text, hint: 'file', fallback, expected: 'a file that can be written', read };
}

/**
 * An existing file.
 * @type {<F extends string | undefined>(text: string, fallback: F) => Option<F | string>}
 */
export function input(text, fallback) {
  const read = (given) => (existsSync(given) && !isFolder(given) ? given : undefined);
  return { text, hint: 'file', fallback, expected: 'an existing file', read };
}

/**
 * An existing folder that holds this file.
 * @type {(text: string, file: string) => Option<string | undefined>}
 */
export function folderWith(text, file) {
  const read = (given) => (existsSync(`${given}/${file}`) ? given : undefined);
  return { text, hint: 'folder', fallback: undefined, expected: `a folder with ${file} in it`, read };
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
