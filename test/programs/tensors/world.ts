/** Everything that a program of tensors has made, and its model. */

import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, Generator, manualSeed } from 'native-dropout';
import { install, type Seed } from 'native-dropout/tfjs';
import { type AnyModel, type Draw, modelsOf, OwnGenerator, SourceModel } from '../generators.js';
import { families } from '../sources.js';
import { pick } from '../world.js';
import { SHAPE } from './graph.js';
import { type Layer, type LayerRow, layerRows, recurrent } from './rows.js';
import type { Program } from './steps.js';
import { tf } from './tensorflow.js';

export interface LayerModel {
  readonly row: LayerRow;
  readonly real: Layer;
  readonly rate: number;
  readonly generator: OwnGenerator;
  /** Whether it drops in every call. */
  readonly fixed: boolean;
}

/** y = slope · x / by + shift · other, or without another tensor y = slope · x / by + shift. */
export interface Constants {
  readonly slope: Float32Array;
  readonly shift: Float32Array;
  /** Default: 1. */
  readonly by?: number;
}

/** What a call leaves for the composed graph: nothing if it was refused. */
export type Logged = Constants | undefined;

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
  /** Ours, of which the first is the default generator, and then sources. */
  readonly generators: readonly [OwnGenerator, OwnGenerator, ...SourceModel[]];
  /** The uses of sources: `tensor JaxKey`. */
  readonly used: Set<string>;
  readonly layers: readonly LayerModel[];
  readonly #pairs = new Map<string, Pair>();
  readonly #trace: string[] = [];
  /** Whether the tensors of the backend are counted. This needs that no tape keeps tensors. */
  counts = false;
  /** Whether monteCarlo() runs. */
  passes = false;
  calls = 0;
  /** Number of draws taken. */
  draws = 0;
  /** Whether configs have the draws of layers. */
  readonly #draws: boolean;

  constructor({ seed, layers, nodes, sources, install: options }: Program, used: Set<string>) {
    this.used = used;
    this.say(`install(tf, ${JSON.stringify(options)})`);
    install(tf, options);
    this.#draws = options.draws;
    manualSeed(seed);
    this.nodes = nodes;
    this.generators = [
      new OwnGenerator(defaultGenerator),
      new OwnGenerator(new Generator(seed ^ 1)),
      ...sources.flatMap(({ family, seed }) => modelsOf(pick(families, family)(seed))),
    ];
    this.layers = layers.map((made) => {
      const row = pick(layerRows, made.row);
      const seed = row.takesSeed && made.seed % 2 === 1 ? made.seed : undefined;
      const draw = row.installed ? 0 : made.seed % 3; // TensorFlow.js ignores it
      const own = seed === undefined ? {} : { seed, draw };
      const generator =
        seed === undefined ? this.generators[0] : new OwnGenerator(new Generator({ seed: String(seed), draw }));
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
  seedOf(code: number): { seed: Seed | null | undefined; generator: AnyModel } {
    const [first, second, ...sources] = this.generators;
    switch (code % 8) {
      case 0:
        return { seed: undefined, generator: first };
      case 1:
        return { seed: null, generator: first };
      case 2:
      case 3:
        return { seed: code, generator: new OwnGenerator(new Generator(code)) };
      default: {
        const generator = pick([second, ...sources, ...sources], code >> 3);
        return { seed: generator.real, generator };
      }
    }
  }

  /** A draw was taken, by tensors or by an array. */
  drawn(generator: AnyModel, draw: Pick<Draw, 'take'>, use: 'tensor' | 'function'): void {
    draw.take();
    this.draws += 1;
    if (generator instanceof SourceModel) generator.note(this.used, use);
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
    for (const generator of this.generators) generator.check();
    for (const { real, generator } of this.layers) {
      if (generator === this.generators[0]) continue;
      assert.equal(
        real.getConfig().draw ?? 0,
        this.#draws ? generator.place.draw : 0,
        `where a layer stands after ${last}`,
      );
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
