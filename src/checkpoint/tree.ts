/** The state of a run, as JSON and the arrays that it names. */

import { isBranded, isPlain, isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { isList } from '../input/list.js';
import { LAYER, type Layer } from '../layers/layer.js';
import type { LayerState } from '../layers/layer-state.js';
import type { AnyGenerator } from '../random/any-generator.js';
import { GENERATOR, type GeneratorState } from '../random/generator.js';
import { SOURCE, type SourceState } from '../random/source.js';

/** A value. Numbers that JSON does not have are written as text; the bytes of arrays follow one another in the data. */
export type Node =
  | null
  | boolean
  | number
  | string
  | Node[]
  | { object: Record<string, Node> }
  | { number: string }
  | { array: string; length: number }
  | { generator: GeneratorState | SourceState }
  | { layer: LayerState };

export type Bytes = Uint8Array;

/** Bytes with a buffer of their own: Uint8Array<ArrayBuffer>, which TypeScript knows from 5.7 on. */
export type FreshBytes = ReturnType<typeof Uint8Array.of>;

/** A typed array. Its type is not that of Node.js, whose declarations users may not have. */
export type AnyArray = ArrayBufferView & { readonly length: number };

/** What a value is, as a checkpoint sees it. */
export type Kind = 'data' | 'array' | 'generator' | 'layer' | 'list' | 'object' | 'nothing' | 'foreign';

export function kindOf(value: unknown): Kind {
  if (value === undefined) return 'nothing';
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return 'data';
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? 'foreign' : 'array';
  if (isList(value)) return 'list';
  if (isBranded(value, GENERATOR) || isBranded(value, SOURCE)) return 'generator';
  if (isBranded(value, LAYER)) return 'layer';
  if (isPlain(value)) return 'object';
  return isRecord(value) && isModel(value) ? 'object' : 'foreign';
}

/** Whether an instance of a class has fields to save: no Map, no tensor, nothing with private fields alone. */
function isModel(object: object): boolean {
  const isObject = Object.prototype.toString.call(object) === '[object Object]';
  return isObject && !('dataSync' in object) && Object.keys(object).length > 0;
}

export const isFilled = (entry: readonly [string, unknown]): boolean => entry[1] !== undefined;

/** The own properties of an object that hold something. A getter counts as foreign, because it cannot be restored. */
export function fieldsOf(object: object): [string, unknown][] {
  const fields = Object.entries(Object.getOwnPropertyDescriptors(object)).filter(([, { enumerable }]) => enumerable);
  return fields.map(([key, { get, value }]): [string, unknown] => [key, get ?? value]).filter(isFilled);
}

export function bytesOf(array: AnyArray): Bytes {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** The class of a typed array, whatever its realm or subclass. */
export const arrayName = (array: AnyArray): string => Object.prototype.toString.call(array).slice(8, -1);

/**
 * Writes a value as a node, and appends the bytes of its arrays to `data`.
 * @throws {TypeError} if something in it cannot be saved, or contains itself.
 */
export function write(name: string, value: unknown, data: Bytes[], above: readonly unknown[] = []): Node {
  const children = [...above, value];
  switch (kindOf(value)) {
    case 'data':
      return typeof value === 'number' ? writeNumber(value) : (value as Node);
    case 'array': {
      const array = value as AnyArray;
      data.push(bytesOf(array));
      return { array: arrayName(array), length: array.length };
    }
    case 'generator':
      return { generator: (value as AnyGenerator).toJSON() };
    case 'layer':
      return { layer: (value as Layer).state };
    case 'list':
      if (!above.includes(value)) {
        return Array.from(value as readonly unknown[], (one, i) => write(`${name}[${i}]`, one, data, children));
      }
      break;
    case 'object':
      if (!above.includes(value)) {
        const fields = fieldsOf(value as object).map(([key, one]) => [
          key,
          write(`${name}.${key}`, one, data, children),
        ]);
        return { object: Object.fromEntries(fields) as Record<string, Node> };
      }
      break;
  }
  const contains = above.includes(value) ? 'nothing that contains itself' : CAN_BE_SAVED;
  throw wrongType(name, contains, value);
}

const CAN_BE_SAVED =
  'a number, a text, a boolean, null, a typed array, a Generator, a layer, or lists and objects of these';

function writeNumber(value: number): Node {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { number: Object.is(value, -0) ? '-0' : String(value) };
}
