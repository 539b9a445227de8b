/**
 * Runs a program over tensors. Each time that its graph runs, the model notes the mask of every call from the reference;
 * then the same graph runs once more with those masks as constants in operations of TensorFlow.js alone, and both must
 * agree bit for bit, but for the sign of zero: what is dropped is +0, and x · 0 has the sign of x.
 */

import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as native from 'native-dropout';
import { defaultGenerator, Generator, monteCarlo } from 'native-dropout';
import * as ours from 'native-dropout/tfjs';
import { type ReferenceForm, selecting, zoneout } from '../../reference/forms.js';
import { drawn } from '../../reference/mask.js';
import { KINDS, normals } from '../../reference/numbers.js';
import { sizeOf } from '../../reference/shapes.js';
import { input } from '../input.js';
import { assertSame } from '../store.js';
import { type GeneratorModel, pick } from '../world.js';
import { functions, type Layer, type LayerRow, layerRows, recurrent } from './rows.js';
import type { Node, Program } from './steps.js';
import { tf } from './tensorflow.js';

const SHAPE = [2, 3, 8];
const SIZE = sizeOf(SHAPE);

type Of<Op extends Node['op']> = Extract<Node, { op: Op }>;

/** y = slope · x + shift · other, or without another y = slope · x + shift. */
interface Constants {
  readonly slope: Float32Array;
  readonly shift: Float32Array;
}

interface LayerModel {
  readonly row: LayerRow;
  readonly real: Layer;
  readonly rate: number;
  readonly generator: Omit<GeneratorModel, 'real'>;
}

/** A recurrent layer, and one of the same weights whose masks are the constants of a run. */
interface Pair {
  readonly real: Layer;
  readonly twin: Layer;
  readonly masks: number;
  given: Float32Array[];
}

const DROPOUT = 0.5;
const RECURRENT_DROPOUT = 0.25;
const UNITS = 8;

const unsigned = (array: Float32Array): Float32Array => array.map((value) => value + 0);
const numbersOf = (tensor: Tensor): Float32Array => unsigned(Float32Array.from(tensor.dataSync()));

/** Operations of TensorFlow.js whose values stay small. */
const UNARY: readonly ((x: Tensor) => Tensor)[] = [tf.tanh, tf.relu, tf.sigmoid, (x) => tf.neg(x), tf.sin];
const BINARY: readonly ((x: Tensor, y: Tensor) => Tensor)[] = [tf.add, tf.sub, (x, y) => tf.mul(tf.tanh(x), y)];

export class TensorWorld {
  readonly #program: Program;
  readonly #generators: readonly GeneratorModel[];
  readonly #layers: readonly LayerModel[];
  readonly #pairs = new Map<number, Pair>();
  readonly #trace: string[] = [];
  /** The backend's tensors are counted, as no tape keeps them. */
  #counts = false;
  #passes = false;
  calls = 0;

  constructor(program: Program) {
    this.#program = program;
    native.manualSeed(program.seed);
    const known = (real: Generator): GeneratorModel => ({ real, seed: real.seed, draw: real.draw });
    this.#generators = [known(defaultGenerator), known(new Generator(program.seed ^ 1))];
    this.#layers = program.layers.map(({ row: code, rate, seed: chosen }) => {
      const row = pick(layerRows, code);
      const seed = row.takesSeed && chosen % 2 === 1 ? chosen : undefined;
      const generator = seed === undefined ? this.#generators[0] : { seed: BigInt(seed), draw: 0 };
      this.#trace.push(`${row.installed ? 'tf.' : ''}layers.${row.name}(${rate}, seed ${seed})`);
      return { row, real: row.make(rate, seed), rate, generator };
    });
    for (const node of program.nodes) if (node.op === 'recurrent') this.#pair(node.row); // not while tapes record
  }

  get trace(): string {
    return this.#trace.join('\n');
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

  #model(code: number): { seed: ours.Seed | null | undefined; generator: Omit<GeneratorModel, 'real'> } {
    const [first, second] = this.#generators;
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

  /** The next mask of a generator, which takes a draw. */
  #drawn(generator: { seed: bigint; draw: number }, p: number) {
    const bits = drawn({ seed: generator.seed, draw: generator.draw, p });
    generator.draw += 1;
    return bits;
  }

  #constants(
    form: ReferenceForm,
    shape: readonly number[],
    rate: number,
    generator: LayerModel['generator'],
    offset = 0,
  ) {
    const bits = this.#drawn(generator, form.rate(rate, shape));
    const n = sizeOf(shape);
    const about = { dtype: 'float32', shape, bits, offset } as const;
    return {
      slope: form.backward({ ...about, x: new Float32Array(n).fill(1) }).y as Float32Array,
      shift: form.forward({ ...about, x: new Float32Array(n) }).y as Float32Array,
    };
  }

  /** A call of the product leaves one tensor. */
  #counted(call: () => Tensor): Tensor {
    this.calls += 1;
    const before = tf.memory().numTensors;
    const y = call();
    if (this.#counts) assert.equal(tf.memory().numTensors - before, 1, 'tensors that a call leaves');
    return y;
  }

  /** The graph on the product; notes the constants of every call. */
  #real(leaves: readonly Tensor[], log: Constants[]): Tensor {
    const values = [...leaves];
    for (const node of this.#program.nodes) {
      const y = this.#node(node, values, log);
      if (y !== undefined) values.push(y);
      this.#check(node.op);
    }
    return ending(values);
  }

  #node(node: Node, values: readonly Tensor[], log: Constants[]): Tensor | undefined {
    const from = 'from' in node ? pick(values, node.from) : values[0];
    switch (node.op) {
      case 'unary':
        return pick(UNARY, node.which)(from);
      case 'binary':
        return pick(BINARY, node.which)(from, pick(values, node.other));
      case 'function': {
        const row = pick(functions, node.row);
        const offset = row.takesOffset ? pick([undefined, undefined, 1, 37], node.offset) : undefined;
        const { seed, generator } = this.#model(node.seed);
        const x = from.reshape([...row.shape]);
        const y = this.#counted(() => row.call(x, node.rate, seed, offset));
        log.push(this.#constants(row.form, row.shape, node.rate, generator, offset));
        return y.reshape(SHAPE);
      }
      case 'zoneout': {
        const offset = pick([undefined, undefined, 1, 37], node.offset);
        const { seed, generator } = this.#model(node.seed);
        const options = { seed, ...(offset === undefined ? {} : { offset }) };
        const y = this.#counted(() => ours.zoneout(from, pick(values, node.other), node.rate, options));
        const bits = this.#drawn(generator, node.rate);
        const x = new Float32Array(SIZE).fill(1);
        const kept = zoneout.backward({ x, dtype: 'float32', shape: SHAPE, bits, offset: offset ?? 0 });
        log.push({ slope: kept.y as Float32Array, shift: kept.other as Float32Array });
        return y;
      }
      case 'layer': {
        const { row, real, rate, generator } = pick(this.#layers, node.layer);
        const drops = node.training || this.#passes;
        const x = from.reshape([...row.shape]);
        this.calls += 1;
        const y = real.apply(x, this.#passes ? undefined : { training: node.training }) as Tensor;
        if (drops) log.push(this.#constants(row.form, row.shape, rate, generator));
        return y.reshape(SHAPE);
      }
      case 'recurrent': {
        const { real, masks } = this.#pair(node.row);
        this.calls += 1;
        const y = real.apply(from.reshape(SHAPE), this.#passes ? undefined : { training: node.training }) as Tensor;
        if (!node.training && !this.#passes) return y;
        for (const rate of [DROPOUT, RECURRENT_DROPOUT]) {
          for (let i = 0; i < masks; ++i) log.push(this.#constants(selecting(), [2, 8], rate, this.#generators[0]));
        }
        return y;
      }
      case 'array':
        this.#array(node);
        return undefined;
      case 'bad':
        this.#bad(node, from);
        return undefined;
    }
  }

  /** The same graph of operations of TensorFlow.js, with the constants of a run. */
  #composed(leaves: readonly Tensor[], log: readonly Constants[]): Tensor {
    const values = [...leaves];
    let next = 0;
    const constants = () => {
      const { slope, shift } = log[next++];
      return { slope: tf.tensor(slope, SHAPE), shift: tf.tensor(shift, SHAPE) };
    };
    for (const node of this.#program.nodes) {
      const from = 'from' in node ? pick(values, node.from) : values[0];
      switch (node.op) {
        case 'unary':
          values.push(pick(UNARY, node.which)(from));
          break;
        case 'binary':
          values.push(pick(BINARY, node.which)(from, pick(values, node.other)));
          break;
        case 'function': {
          const { slope, shift } = constants();
          values.push(from.mul(slope).add(shift));
          break;
        }
        case 'zoneout': {
          const { slope, shift } = constants();
          values.push(from.mul(slope).add(pick(values, node.other).mul(shift)));
          break;
        }
        case 'layer': {
          if (!node.training && !this.#passes) {
            values.push(from.reshape([SIZE]).reshape(SHAPE)); // gradients are added up in the order of the graph
            break;
          }
          const { slope, shift } = constants();
          values.push(from.mul(slope).add(shift));
          break;
        }
        case 'recurrent': {
          const pair = this.#pair(node.row);
          const training = node.training || this.#passes;
          const n = training ? 2 * pair.masks : 0;
          pair.given = log.slice(next, next + n).map(({ slope }) => slope);
          next += n;
          values.push(pair.twin.apply(from.reshape(SHAPE), { training }) as Tensor);
        }
      }
    }
    return ending(values);
  }

  #pair(code: number): Pair {
    const { name, masks } = pick(recurrent, code);
    const key = recurrent.findIndex((row) => row.name === name);
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const init = (seed: number) => tf.initializers.glorotUniform({ seed });
    const make = (dropoutFunc?: unknown): Layer => {
      const config = {
        units: UNITS,
        returnSequences: true,
        kernelInitializer: init(1),
        recurrentInitializer: init(2),
        dropout: DROPOUT,
        recurrentDropout: RECURRENT_DROPOUT,
        ...(dropoutFunc === undefined ? {} : { dropoutFunc }),
      };
      const layer = tf.layers[name](config as object as never) as unknown as Layer;
      tf.tidy(() => layer.apply(tf.zeros(SHAPE), { training: false }) as Tensor); // builds it
      return layer;
    };
    const pair: Pair = {
      real: make(),
      twin: make(() => tf.tensor(pair.given.shift() as Float32Array, [2, 8])),
      masks,
      given: [],
    };
    this.#pairs.set(key, pair);
    return pair;
  }

  #array({ which, generator: code }: Of<'array'>): void {
    const generator = pick(this.#generators, code);
    const x = input('float32', 40, which) as Float32Array;
    const options = generator.real === defaultGenerator ? {} : { generator: generator.real };
    this.calls += 1;
    if (which % 2 === 0) {
      const y = native.dropout(x, 0.3, options);
      const bits = this.#drawn(generator, 0.3);
      assertSame(
        y,
        selecting().forward({ x, dtype: 'float32', shape: [40], bits, offset: 0 }).y,
        'the call on an array',
      );
    } else {
      const y = generator.real.normal(9);
      assertSame(y, Float32Array.from(normals(generator, 9, KINDS[32], 0, 1)), 'normals');
      generator.draw += 1;
    }
  }

  #bad({ which, seed: code }: Of<'bad'>, x: Tensor): void {
    const { seed } = this.#model(code);
    const options = seed === undefined ? {} : { seed };
    const wrong: readonly (readonly [ErrorConstructor, string, () => unknown])[] = [
      [RangeError, 'rate', () => ours.dropout(x, 2, null, seed)],
      [TypeError, 'rate', () => ours.alphaDropout(x, '0.5' as never, options)],
      [RangeError, 'shape', () => ours.dropBlock2d(x, 0.5, options)],
      [TypeError, 'seed', () => ours.weightDrop(x, 0.5, { seed: {} as never })],
      [TypeError, 'options', () => ours.dropPath(x, 0.5, { ...options, sede: 1 } as never)],
      [TypeError, 'x', () => ours.gaussianDropout('x' as never, 0.5, options)],
    ];
    const [error, names, call] = pick(wrong, which);
    const before = tf.memory().numTensors;
    this.calls += 1;
    assert.throws(call, (thrown: Error) => thrown.constructor === error && thrown.message.includes(names), names);
    assert.equal(tf.memory().numTensors, before, 'tensors that a bad call leaves');
  }

  #check(last: string): void {
    for (const [i, { real, seed, draw }] of this.#generators.entries()) {
      assert.deepEqual([real.seed, real.draw], [seed, draw], `where generator ${i} stands after ${last}`);
    }
    for (const { real, generator } of this.#layers) {
      if (generator === this.#generators[0]) continue;
      assert.equal(real.getConfig().draw ?? 0, generator.draw, `where a layer stands after ${last}`);
    }
  }

  /** Values of both graphs, or what `of` makes of them. */
  #agree(leaves: readonly Tensor[], what: string, of: (graph: Graph) => (...leaves: Tensor[]) => Tensor[]): Tensor {
    return tf.tidy(() => {
      const log: Constants[] = [];
      const actual = of((...xs) => this.#real(xs, log))(...leaves);
      const counted = log.length;
      const expected = of((...xs) => this.#composed(xs, log))(...leaves);
      assert.equal(log.length, counted);
      for (const [i, tensor] of expected.entries()) {
        assertSame(numbersOf(actual[i]), numbersOf(tensor), `${what} ${i}`);
      }
      return actual[0];
    });
  }

  ask(what: Program['asks'][number], leaves: readonly Tensor[], weights: Tensor): void {
    this.#trace.push(what);
    const hasRecurrent = this.#program.nodes.some(({ op }) => op === 'recurrent');
    const gradient =
      (graph: Graph): ((...xs: Tensor[]) => Tensor[]) =>
      (...xs) =>
        tf.grads(graph)(xs, weights);
    switch (what) {
      case 'value':
        this.#counts = true;
        this.#agree(leaves, 'the value', (graph) => (...xs) => [graph(...xs)]).dispose();
        this.#counts = false;
        return;
      case 'gradient':
        this.#agree(leaves, 'the gradient by leaf', gradient).dispose();
        return;
      case 'second':
        if (hasRecurrent) return;
        this.#agree(leaves, 'the second gradient by leaf', (graph) => (...xs) => {
          const squares = (...ys: Tensor[]): Tensor => {
            const [a, b] = gradient(graph)(...ys);
            return a.square().add(b.mul(a));
          };
          return tf.grads(squares)(xs, weights);
        }).dispose();
        return;
      default:
        this.#monteCarlo(leaves, what === 'throwing');
    }
  }

  #monteCarlo(leaves: readonly Tensor[], throws: boolean): void {
    const drawing = this.#program.nodes.some(({ op }) => ['function', 'layer', 'recurrent', 'zoneout'].includes(op));
    if (!drawing) return;
    const kept = [...this.#generators, ...this.#layers.map(({ generator }) => generator)].map((generator) => ({
      generator,
      draw: generator.draw,
    }));
    this.#passes = true;
    let passes = 0;
    const run = (): Float32Array => {
      const y = this.#agree(leaves, 'the value in a pass', (graph) => (...xs) => [graph(...xs)]);
      const values = numbersOf(y);
      y.dispose();
      passes += 1;
      if (throws && passes === 2) throw new Stop();
      return values;
    };
    try {
      monteCarlo(3, run);
      assert(!throws, 'what run() throws comes out');
    } catch (error) {
      if (!throws || !(error instanceof Stop)) throw error;
    }
    this.#passes = false;
    for (const { generator, draw } of kept) generator.draw = draw;
    this.#check('the passes');
  }
}

class Stop extends Error {}

type Graph = (...leaves: Tensor[]) => Tensor;

/** Of the last value and of both leaves, so that it has a gradient by each. */
function ending(values: readonly Tensor[]): Tensor {
  const [a, b] = values;
  return (values.at(-1) as Tensor).add(a.mul(b));
}

/** How many calls of the product it made. */
export function performProgram(program: Program): number {
  const before = tf.memory().numTensors;
  const tensors = [1, 2, 3].map((seed) =>
    tf.tensor(Float32Array.from(normals({ seed: BigInt(seed), draw: program.seed }, SIZE, KINDS[32], 0, 1)), SHAPE),
  );
  const [a, b, weights] = tensors;
  const world = new TensorWorld(program);
  try {
    for (const what of program.asks) world.ask(what, [a, b], weights);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nwhat ran:\n${world.trace}`, { cause: error });
  } finally {
    world.dispose();
    tf.dispose(tensors);
  }
  // Recurrent layers of TensorFlow.js 4.22 leave a tensor in every call, without this package too.
  if (program.nodes.every(({ op }) => op !== 'recurrent')) {
    assert.equal(tf.memory().numTensors, before, 'tensors that a program leaves');
  }
  return world.calls;
}
