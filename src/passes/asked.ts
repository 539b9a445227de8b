/** Reads the options of monteCarlo(). */

import { checkBoolean, checkChoice, checkInteger, checkProbability, isPlain, MAX_LENGTH } from '../input/check.js';
import { message, wrongType } from '../input/errors.js';
import { isList, readList } from '../input/list.js';
import { accepting, own, readOptions } from '../input/options.js';
import type { Outputs } from './outputs.js';
import type { MonteCarloOptions } from './predictive.js';

type Progress = NonNullable<MonteCarloOptions['progress']>;

/** The options, as they were read. */
export interface Asked {
  readonly samples: boolean;
  readonly quantiles: readonly number[] | undefined;
  readonly dtype: unknown;
  readonly progress: Progress | undefined;
  /**
   * The number of classes of each output; undefined for outputs that are no probabilities.
   * @throws {TypeError} if the option has another structure than the outputs.
   */
  readonly classesOf: (outputs: Outputs<unknown>) => readonly (number | undefined)[];
}

const ACCEPTS = accepting('monteCarlo', ['dtype'], { more: ['samples', 'quantiles', 'classes', 'progress'] });

/** @throws {TypeError | RangeError} if an option is unknown or wrong. */
export function readAsked(options: object | undefined): Asked {
  const { dtype, settings } = readOptions(ACCEPTS, options);
  const { samples = false, quantiles, classes, progress } = settings;
  if (progress !== undefined && typeof progress !== 'function') throw wrongType('progress', 'a function', progress);
  return {
    samples: checkBoolean('samples', samples),
    quantiles: quantiles === undefined ? undefined : checkQuantiles(quantiles),
    dtype: dtype === undefined ? undefined : checkChoice('dtype', dtype, ['float16', 'bfloat16']),
    progress: progress as Progress | undefined,
    classesOf: readClasses(classes),
  };
}

function checkQuantiles(quantiles: unknown): number[] {
  return readList('quantiles', quantiles, 'an array of numbers in [0, 1]', (fraction, i) =>
    checkProbability(`quantiles[${i}]`, fraction),
  );
}

function checkClasses(name: string, classes: unknown): number | undefined {
  return classes === undefined ? undefined : checkInteger(name, classes, 2, MAX_LENGTH);
}

/** Checks the numbers now, their structure when the outputs are known. */
function readClasses(classes: unknown): Asked['classesOf'] {
  if (isList(classes)) {
    const counts = readList('classes', classes, 'a list', (count, i) => checkClasses(`classes[${i}]`, count));
    return (outputs) => {
      if (outputs.structure === 'list' && outputs.values.length === counts.length) return counts;
      throw otherStructure(outputs, `a list of ${counts.length}`);
    };
  }
  if (isPlain(classes)) {
    const counts = new Map(Object.keys(classes).map((k) => [k, checkClasses(`classes.${k}`, own(classes, k))]));
    return (outputs) => {
      const foreign = [...counts.keys()].find((field) => !outputs.fields.includes(field));
      if (outputs.structure !== 'object') throw otherStructure(outputs, 'an object');
      if (foreign !== undefined) throw otherStructure(outputs, foreign);
      return outputs.fields.map((field) => counts.get(field));
    };
  }
  const count = checkClasses('classes', classes);
  return ({ values }) => values.map(() => count);
}

function otherStructure({ structure, paths }: Outputs<unknown>, came: string): TypeError {
  const expected =
    structure === 'one' ? 'a number, because run returns one output' : `the structure of ${paths.join(', ')}`;
  return new TypeError(message('classes', expected, came));
}
