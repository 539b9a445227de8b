/** Calls with bad input, as rows of tables. */

import { Generator, Mask } from 'native-dropout';
import { type Check, equal, throws } from './check.js';

export type Case = [call: () => unknown, type: new () => Error, message: RegExp];

/** A call of a form with p = 0.5. It must leave x unchanged and take no draw of `options.generator`. */
export type FormCase = [
  call: (x: Float32Array, p: number, options: never) => unknown,
  options: object,
  type: new () => Error,
  message: RegExp,
];

/** Passes a value of the wrong type through the compiler. */
export const bad = (value: unknown): never => value as never;

export const mask = new Mask({ seed: 1, draw: 0, p: 0.5 });

export const x = (): Float32Array => Float32Array.of(1, 2, 3, 4);

export function detached(): Float32Array {
  const array = x();
  structuredClone(array, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

export function badInputTo(name: string, cases: Case[]): Check {
  return {
    name: `bad input: ${name}`,
    run() {
      for (const [call, type, message] of cases) throws(call, type, message, String(call));
    },
  };
}

export function badInputToForms(name: string, cases: FormCase[]): Check {
  return {
    name: `bad input to forms: ${name}`,
    run() {
      for (const [call, options, type, message] of cases) {
        const elements = Float32Array.from({ length: 24 }, (_, i) => i);
        const before = elements.slice();
        const generator = new Generator(1);
        const what = `${call.name || call}: ${message}`;
        throws(() => call(elements, 0.5, { ...options, generator } as never), type, message, what);
        equal(elements, before, `x after ${what}`);
        equal(generator.draw, 0, `draw after ${what}`);
      }
    },
  };
}
