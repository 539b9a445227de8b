/** Everything that a program has made so far, and its model. */

import assert from 'node:assert/strict';
import {
  defaultGenerator,
  type EngineName,
  Generator,
  type LayerState,
  type Mask,
  type MaskParameters,
  manualSeed,
  type StoredMaskParameters,
} from 'native-dropout';
import { engines } from '../conformance/engines.js';
import type { ReferenceResult } from '../reference/forms.js';
import type { Shape } from '../reference/shapes.js';
import { ARITHMETIC, type DtypeName, type StoredArray } from '../reference/values.js';
import { type AnyModel, type Draw, given, modelsOf, OwnGenerator, type Saved, SourceModel } from './generators.js';
import { input } from './input.js';
import { type MaskModel, MOST } from './masks.js';
import { type Row, rows } from './rows.js';
import { families } from './sources.js';
import type { Program } from './steps.js';
import { type AnyArray, assertSame, Store } from './store.js';

export type AnyMask = Pick<Mask, 'p' | 'offset' | 'apply' | 'toBits' | 'toUint8Array' | 'count'> & {
  slice(offset: number): AnyMask;
  toJSON(): MaskParameters | StoredMaskParameters;
};

/** Any layer of the family. */
export interface AnyLayer {
  p: number;
  stddev: number;
  training: boolean;
  state: LayerState;
  toJSON(): LayerState;
  readonly mask: Mask | undefined;
  train(mode?: boolean): AnyLayer;
  eval(): AnyLayer;
  reset(): AnyLayer;
  forward(...args: unknown[]): unknown;
  backward(...args: unknown[]): unknown;
}

export interface MaskHeld {
  readonly real: AnyMask;
  readonly model: MaskModel;
}

/** A forward, as a backward needs to know it. */
export interface Forward {
  readonly training: boolean;
  readonly shape: Shape;
  readonly dtype: DtypeName;
  /** Undefined for an evaluation. */
  readonly mask: MaskHeld | undefined;
  readonly p: number;
  readonly columns: number;
  readonly y: StoredArray;
}

/** What a layer remembers from call to call. */
export interface Memory {
  /** The last forward, if it was an evaluation. */
  evaluated?: Forward | undefined;
  /** The last forward in training, until a backward names a mask. */
  pending?: Forward | undefined;
  /** Forwards in training since the last backward. */
  open: number;
  outputs: { forward?: StoredArray; backward?: StoredArray };
}

export interface LayerModel {
  readonly row: Row;
  readonly real: AnyLayer;
  readonly generator: AnyModel;
  readonly inplace: boolean;
  readonly reuseOutput: boolean;
  p: number;
  training: boolean;
  memory: Memory;
  /** The last forwards in training, whose masks were kept. */
  readonly history: Forward[];
}

/** The state of a layer. */
export interface SavedLayer {
  readonly p: number;
  readonly training: boolean;
  readonly generator: Saved;
}

/** What sources are used for. */
export const USES = ['function', 'layer', 'mask', 'pass', 'checkpoint'] as const;
export type Use = (typeof USES)[number];

export const NOTHING: Readonly<Memory> = { open: 0, outputs: {} };

/** Selects an entry by a number, modulo the length. */
export function pick<T>(from: readonly T[], code: number): T {
  return from[code % from.length];
}

export type Into = StoredArray | 'fresh';

export class World {
  readonly store = new Store();
  /** The first is the default generator. */
  readonly generators: readonly AnyModel[];
  readonly layers: readonly LayerModel[];
  readonly masks: MaskHeld[] = [];
  readonly states: SavedLayer[] = [];
  /** States of sources. */
  readonly places: Saved[] = [];
  /** Checkpoints of all layers. */
  readonly checkpoints: { readonly real: object; readonly layers: readonly SavedLayer[] }[] = [];
  /** Checkpoints of the whole run. */
  readonly saved: {
    readonly bytes: Uint8Array;
    readonly value: number;
    readonly generators: readonly Saved[];
    readonly layers: readonly SavedLayer[];
  }[] = [];
  /** For each use, the sources that it has drawn from. */
  readonly used: Set<string>;
  readonly #trace: (() => string)[] = [];
  calls = 0;
  /** Number of draws taken. */
  draws = 0;
  /** Number of nested passes of monteCarlo() that run. */
  depth = 0;
  /** Asynchronous passes, until their results have been checked. */
  readonly waiting: Promise<void>[] = [];

  constructor({ seed, layers, sources }: Program, used: Set<string>) {
    this.used = used;
    manualSeed(seed);
    const own = [defaultGenerator, new Generator(seed ^ 5n), new Generator({ seed: '77', draw: MOST - 5 })];
    this.generators = [
      ...own.map((real) => new OwnGenerator(real)),
      ...sources.flatMap(({ family, seed }) => modelsOf(pick(families, family)(seed))),
    ];
    this.layers = layers.map((made) => {
      const row = pick(rows, made.row);
      const p = row.belowOne && made.p === 1 ? 0.5 : made.p;
      const generator = this.generator(made.generator);
      const [inplace, reuseOutput] = [made.inplace && !row.shortens, made.reuseOutput && !row.shortens];
      const outputs = row.shortens ? {} : { inplace, reuseOutput };
      const options = { ...row.layerOwn, ...outputs, ...given(generator) };
      this.say(`new ${row.layer.name}(${p}, ${show(options)})`);
      const real = new row.layer(p, options) as AnyLayer;
      return { row, real, generator, inplace, reuseOutput, p, training: true, memory: NOTHING, history: [] };
    });
  }

  get sources(): SourceModel[] {
    return this.generators.filter((one) => one instanceof SourceModel);
  }

  generator(code: number): AnyModel {
    return pick(pick([0, 1], code) === 1 ? this.generators : this.generators.slice(0, 2), code >> 1);
  }

  /** An array of the program, or a new one. */
  array(dtype: DtypeName, n: number, code: number): StoredArray {
    const kind = ARITHMETIC[dtype].make(0).constructor;
    const alike = this.store.alike(kind, n);
    if (code % 4 > 0 && alike.length > 0) return pick(alike, code >> 2) as StoredArray;
    const x = input(dtype, n, code);
    this.store.hold(x);
    return x;
  }

  engine(code: number): { engine?: EngineName } {
    const engine = pick([undefined, ...engines], code);
    return engine === undefined ? {} : { engine };
  }

  say(what: string | (() => string)): void {
    this.#trace.push(typeof what === 'string' ? () => what : what);
  }

  get trace(): string {
    return this.#trace.map((line) => line()).join('\n');
  }

  get lastCall(): string {
    return this.#trace.at(-1)?.() ?? '';
  }

  /** A draw was taken. */
  drawn(generator: AnyModel, draw: Pick<Draw, 'take'>, use: Use): void {
    draw.take();
    this.draws += 1;
    this.use(generator, use);
    if (this.depth > 0) this.use(generator, 'pass');
  }

  use(generator: AnyModel, use: Use): void {
    if (generator instanceof SourceModel) generator.note(this.used, use);
  }

  /** Changes the layer's memory. Saved copies of it stay unchanged. */
  remember(layer: LayerModel, change: Partial<Memory>): void {
    layer.memory = { ...layer.memory, ...change };
  }

  /** Requires that a result has the expected values, in the expected array. */
  settle(
    actual: Partial<ReferenceResult>,
    expected: ReferenceResult,
    into: Into,
    dtype: DtypeName,
    otherInto: Into = 'fresh',
  ): void {
    const y = actual.y as StoredArray;
    if (into === 'fresh') assert(!this.store.has(y), 'the result is an array of the program');
    else assert.equal(y === into, true, 'the result is not the array that it should be');
    assertSame(y, expected.y, 'the result', dtype);
    this.store.hold(y);
    for (const name of ['other', 'dbias', 'indices'] as const) {
      const [one, wanted] = [actual[name], expected[name]];
      assert.equal(one === undefined, wanted === undefined, `${name} is ${one === undefined ? 'missing' : 'there'}`);
      if (one === undefined || wanted === undefined) continue;
      if (name === 'other' && otherInto !== 'fresh') assert(one === otherInto, 'the second gradient is another array');
      else assert(!this.store.has(one), `${name} is an array of the program`);
      assertSame(one, wanted, name, dtype);
      this.store.hold(one);
    }
  }

  /** Checks that must hold after every step. */
  check(): void {
    this.store.check(this.lastCall);
    for (const generator of this.generators) generator.check();
    for (const { real, row, p, training } of this.layers) {
      assert.deepEqual([real.p, real[row.parameter]], [p, p], 'p of a layer');
      assert.equal(real.training, training, 'the mode of a layer');
    }
  }

  hold(array: AnyArray): void {
    this.store.hold(array);
  }

  /** An array that the product has just made. */
  made<T extends AnyArray>(array: T): T {
    assert(!this.store.has(array), 'the result is an array of the program');
    this.store.hold(array);
    return array;
  }
}

/** An argument as a text: arrays by kind and length. */
export function show(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Float32Array).length})`;
  if (value instanceof Generator) return `Generator(${value.seed}, ${value.draw})`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{ ${fields.map(([name, field]) => `${name}: ${show(field)}`).join(', ')} }`;
  }
  return typeof value === 'object' && value !== null
    ? `${value.constructor.name} ${JSON.stringify(value)}`
    : String(value);
}
