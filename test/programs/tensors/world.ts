/** Everything that a program of tensors has made, and its model. */

import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, Generator, manualSeed } from 'native-dropout';
import { install, type Seed } from 'native-dropout/tfjs';
import type { GeneratorModel } from '../world.js';
import { pick } from '../world.js';
import { SHAPE } from './graph.js';
import { type Layer, type LayerRow, layerRows, recurrent } from './rows.js';
import type { Program } from './steps.js';
import { tf } from './tensorflow.js';

/** Seed and next draw of a generator. */
export type Draws = Omit<GeneratorModel, 'real'>;

export interface LayerModel {
  readonly row: LayerRow;
  readonly real: Layer;
  readonly rate: number;
  readonly generator: Draws;
  /** Whether it drops in every call. */
  readonly fixed: boolean;
}

/** y = slope · x + shift · other, or without another tensor y = slope · x + shift. */
export interface Constants {
  readonly slope: Float32Array;
  readonly shift: Float32Array;
}

/** A recurrent layer, and one of the same weights whose masks are the constants of a run. */
export interface Pair {
  readonly real: Layer;
  readonly twin: Layer;
  readonly masks: number;
  given: Float32Array[];
}

export const DROPOUT = 0.5;
export const RECURRENT_DROPOUT = 0.25;
const UNITS = 8;

export class TensorWorld {
  readonly nodes: Program['nodes'];
  readonly generators: readonly GeneratorModel[];
  readonly layers: readonly LayerModel[];
  readonly #pairs = new Map<string, Pair>();
  readonly #trace: string[] = [];
  /** Whether the tensors of the backend are counted. This needs that no tape keeps tensors. */
  counts = false;
  /** Whether monteCarlo() runs. */
  passes = false;
  calls = 0;
  /** Whether configs have the draws of layers. */
  readonly #draws: boolean;

  constructor({ seed, layers, nodes, install: options }: Program) {
    this.say(`install(tf, ${JSON.stringify(options)})`);
    install(tf, options);
    this.#draws = options.draws;
    manualSeed(seed);
    const known = (real: Generator): GeneratorModel => ({ real, seed: real.seed, draw: real.draw });
    this.nodes = nodes;
    this.generators = [known(defaultGenerator), known(new Generator(seed ^ 1))];
    this.layers = layers.map((made) => {
      const row = pick(layerRows, made.row);
      const seed = row.takesSeed && made.seed % 2 === 1 ? made.seed : undefined;
      const draw = row.installed ? 0 : made.seed % 3; // TensorFlow.js ignores it
      const own = seed === undefined ? {} : { seed, draw };
      const generator = seed === undefined ? this.generators[0] : { seed: BigInt(seed), draw };
      this.say(`${row.installed ? 'tf.' : ''}layers.${row.name}(${made.rate}, ${JSON.stringify(own)})`);
      const real = row.make(made.rate, own);
      const inGraph = made.fixed && row.shape.length > 1;
      if (inGraph) real.apply(tf.input({ batchShape: [...row.shape] }), { training: true });
      return { row, real, rate: made.rate, generator, fixed: inGraph && options.fixedTraining };
    });
    for (const node of nodes) if (node.op === 'recurrent') this.pair(node.row); // not while tapes record
  }

  say(what: string): void {
    this.#trace.push(what);
  }

  get trace(): string {
    return this.#trace.join('\n');
  }

  /** A seed as functions take it, and the generator that it means. */
  seedOf(code: number): { seed: Seed | null | undefined; generator: Draws } {
    const [first, second] = this.generators;
    switch (code % 4) {
      case 0:
        return { seed: undefined, generator: first };
      case 1:
        return { seed: second.real, generator: second };
      case 2:
        return { seed: code, generator: { seed: BigInt(code), draw: 0 } };
      default:
        return { seed: null, generator: first };
    }
  }

  /** Whether a call of a layer drops. */
  drops({ training }: { training: boolean }, { fixed }: { fixed: boolean } = { fixed: false }): boolean {
    return training || this.passes || fixed;
  }

  pair(code: number): Pair {
    const { name, masks } = pick(recurrent, code);
    const known = this.#pairs.get(name);
    if (known !== undefined) return known;
    const init = (seed: number) => tf.initializers.glorotUniform({ seed });
    const make = (own: object = {}): Layer => {
      const config = {
        units: UNITS,
        returnSequences: true,
        kernelInitializer: init(1),
        recurrentInitializer: init(2),
        dropout: DROPOUT,
        recurrentDropout: RECURRENT_DROPOUT,
        ...own,
      };
      const layer = tf.layers[name](config as object as never) as unknown as Layer;
      tf.tidy(() => layer.apply(tf.zeros(SHAPE), { training: false }) as Tensor); // builds it
      return layer;
    };
    const dropoutFunc = () => tf.tensor(pair.given.shift() as Float32Array, [2, UNITS]);
    const pair: Pair = { real: make(), twin: make({ dropoutFunc }), masks, given: [] };
    this.#pairs.set(name, pair);
    return pair;
  }

  /** Requires that the call leaves one tensor. */
  counted(call: () => Tensor): Tensor {
    this.calls += 1;
    const before = tf.memory().numTensors;
    const y = call();
    if (this.counts) assert.equal(tf.memory().numTensors - before, 1, 'tensors that a call leaves');
    return y;
  }

  check(last: string): void {
    for (const [i, { real, seed, draw }] of this.generators.entries()) {
      assert.deepEqual([real.seed, real.draw], [seed, draw], `where generator ${i} stands after ${last}`);
    }
    for (const { real, generator } of this.layers) {
      if (generator === this.generators[0]) continue;
      assert.equal(real.getConfig().draw ?? 0, this.#draws ? generator.draw : 0, `where a layer stands after ${last}`);
    }
  }

  dispose(): void {
    for (const { real, twin } of this.#pairs.values()) {
      for (const layer of [real, twin]) {
        const { cell } = layer as unknown as { cell: Record<string, Tensor | Tensor[] | null> };
        for (const name of ['dropoutMask', 'recurrentDropoutMask']) tf.dispose(cell[name] ?? []);
        layer.dispose();
      }
    }
  }
}
