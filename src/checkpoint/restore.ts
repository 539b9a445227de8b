/** Restores a state in place: everything is checked before anything changes. */

import { isPlain } from '../input/check.js';
import type { Layer } from '../layers/layer.js';
import { checkLayerState } from '../layers/layer-state.js';
import { type AnyGenerator, checkStateFor, isSource } from '../random/any-generator.js';
import type { GeneratorState } from '../random/generator.js';
import type { SourceState } from '../random/source.js';
import { CheckpointError } from './checkpoint-error.js';
import { type AnyArray, arrayName, type Bytes, bytesOf, fieldsOf, type Kind, kindOf, type Node } from './tree.js';

type Tagged<Tag extends string> = Extract<Node, Record<Tag, unknown>>;

const has = <Tag extends string>(node: Node, tag: Tag): node is Tagged<Tag> =>
  typeof node === 'object' && node !== null && Object.hasOwn(node, tag);

function kindOfNode(node: Node): Kind {
  if (Array.isArray(node)) return 'list';
  const tags = ['array', 'generator', 'layer', 'object'] as const;
  return tags.find((tag) => has(node, tag)) ?? 'data';
}

const childrenOf = (node: Node): Node[] =>
  Array.isArray(node) ? node : has(node, 'object') ? Object.values(node.object) : [];

/** Whether a node holds no generator or layer, so that its value can be made. */
function isMade(node: Node): boolean {
  return !has(node, 'generator') && !has(node, 'layer') && childrenOf(node).every(isMade);
}

/** Whether a value holds data alone, so that it can be replaced; instances of classes are filled. */
function isReplaceable(value: unknown): boolean {
  const kind = kindOf(value);
  if (kind === 'list') return (value as unknown[]).every(isReplaceable);
  if (kind !== 'object') return kind === 'data' || kind === 'nothing';
  return isPlain(value) && fieldsOf(value).every(([, one]) => isReplaceable(one));
}

const typeOf = (node: Node): string => (has(node, 'number') ? 'number' : node === null ? 'null' : typeof node);

/** How a value differs from the node that shall replace it; numbers, texts and booleans do not change their type. */
function isOtherData(node: Node, value: unknown): boolean {
  if (node === null || value === null || value === undefined) return false;
  const [kind, before] = [kindOfNode(node), kindOf(value)];
  return kind !== before || (kind === 'data' && typeOf(node) !== typeof value);
}

const WORDS: Record<string, string> = {
  data: 'a value',
  array: 'a typed array',
  generator: 'a Generator',
  layer: 'a layer',
  list: 'a list',
  object: 'an object',
};

/** A new typed array of a class by its name. */
function newArray({ array, length }: Tagged<'array'>, take: (bytes: number) => Bytes): AnyArray {
  type Class = new (length: number) => AnyArray;
  const made = new (globalThis as unknown as Record<string, Class>)[array](length);
  bytesOf(made).set(take(made.byteLength));
  return made;
}

/** Plans the restoration of one state. */
export class Plan {
  readonly #data: Bytes;
  readonly #changes: (() => void)[] = [];
  /** The state that each generator will have. */
  readonly #places = new Map<object, string>();
  #at = 0;

  constructor(data: Bytes) {
    this.#data = data;
  }

  /** Restores everything. */
  run(): void {
    for (const change of this.#changes) change();
  }

  /** Plans to restore an object. @throws {CheckpointError} if it is built differently. */
  object(name: string, node: Node, target: object): void {
    if (!has(node, 'object'))
      throw new CheckpointError('incomplete', name, 'an object in the checkpoint', 'other data');
    const fields = new Map(fieldsOf(target));
    for (const key of fields.keys()) {
      if (!Object.hasOwn(node.object, key)) throw differ(`${name}.${key}`, 'a value in the checkpoint', 'none', ANEW);
    }
    for (const [key, one] of Object.entries(node.object)) {
      if (!Object.hasOwn(target, key)) throw differ(`${name}.${key}`, 'this field, as in the checkpoint', 'none', ADD);
      this.#one(`${name}.${key}`, one, fields.get(key), (value) => {
        target[key as keyof typeof target] = value as never;
      });
    }
  }

  #one(name: string, node: Node, value: unknown, put: (value: unknown) => void): void {
    if (isMade(node) && isReplaceable(value)) {
      if (isOtherData(node, value)) throw differ(name, `${WORDS[kindOfNode(node)]} (${typeOf(node)})`, typeof value);
      const made = this.#make(node);
      this.#changes.push(() => put(made));
      return;
    }
    const [kind, before] = [kindOfNode(node), kindOf(value)];
    if (kind !== before) throw differ(name, `${WORDS[kind]}, as in the checkpoint`, WORDS[before] ?? typeof value);
    if (has(node, 'array')) this.#array(name, node, value as AnyArray);
    else if (has(node, 'generator')) this.#generator(name, node.generator, value as AnyGenerator);
    else if (has(node, 'layer')) this.#layer(name, node, value as Layer);
    else if (Array.isArray(node)) this.#list(name, node, value as unknown[]);
    else this.object(name, node, value as object);
  }

  #make(node: Node): unknown {
    if (Array.isArray(node)) return node.map((one) => this.#make(one));
    if (has(node, 'array')) return newArray(node, (size) => this.take(size));
    if (has(node, 'number')) return Number(node.number);
    if (!has(node, 'object')) return node;
    return Object.fromEntries(Object.entries(node.object).map(([key, one]) => [key, this.#make(one)]));
  }

  #list(name: string, nodes: Node[], list: unknown[]): void {
    if (nodes.length !== list.length) throw differ(`${name}.length`, String(nodes.length), String(list.length), ANEW);
    for (const [i, node] of nodes.entries()) {
      this.#one(`${name}[${i}]`, node, list[i], (value) => {
        list[i] = value;
      });
    }
  }

  #array(name: string, { array, length }: Tagged<'array'>, target: AnyArray): void {
    const [saved, own] = [`${array} of ${length}`, `${arrayName(target)} of ${target.length}`];
    if (saved !== own) throw differ(name, `${saved}, as in the checkpoint`, own, ANEW);
    const bytes = bytesOf(target);
    const from = this.take(bytes.length);
    this.#changes.push(() => bytes.set(from));
  }

  /** The next bytes of the data. */
  take(length: number): Bytes {
    this.#at += length;
    return this.#data.subarray(this.#at - length, this.#at);
  }

  #generator(name: string, state: GeneratorState | SourceState, target: AnyGenerator): void {
    const saved = 'source' in state ? state.source : 'Generator';
    const own = isSource(target) ? target.toJSON().source : 'Generator';
    if (saved !== own) throw differ(name, `a ${saved}, as in the checkpoint`, `a ${own}`);
    checkStateFor(name, target, state);
    const place = 'source' in state ? JSON.stringify(state) : `seed ${state.seed}, draw ${state.draw}`;
    const other = this.#places.get(target) ?? place;
    if (other !== place) throw differ(name, `${other}, because it is shared`, place);
    this.#places.set(target, place);
    this.#changes.push(() => {
      target.state = state;
    });
  }

  #layer(name: string, { layer: state }: Tagged<'layer'>, target: Layer): void {
    this.#generator(`${name}.generator`, state.generator, target.generator);
    checkLayerState(name, state, target);
    this.#changes.push(() => {
      target.state = state;
    });
  }
}

const ANEW = 'a checkpoint fits the program that saved it; without the file, a run starts anew';

const ADD = 'create it before loading; keep what only backward needs in private fields, #x';

function differ(name: string, expected: string, came: string, advice?: string): CheckpointError {
  return new CheckpointError('state', name, expected, came, advice);
}
