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
 * @property {(name: string, text: string) => T} [read] throws if the text is no such value
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
