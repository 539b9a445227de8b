/** One seed for a whole run of TensorFlow.js. */

import { checkInteger, checkSeed } from '../input/check.js';
import { checkFields, own } from '../input/options.js';
import { defaultGenerator, manualSeed } from '../random/default-generator.js';
import { checkGeneratorState, Generator, type GeneratorState } from '../random/generator.js';
import { inPasses, keep } from '../random/passes.js';
import { stopped, streams } from './shared.js';

/** Numbers per draw. */
const BLOCK = 256;

const NONE = new Float64Array();

/** The state of a run. Survives JSON. */
export interface SeededState {
  /** The state of the default generator. */
  dropout: GeneratorState;
  /** The state of the generator behind Math.random. */
  numbers: GeneratorState;
  /** How many numbers of its last block Math.random has returned. */
  given: number;
}

/** A run that follows one seed. */
export interface SeededRun {
  /** A checkpoint; setting it continues from there. */
  state: SeededState;
  /** Restores Math.random. Runs may be stopped in any order. */
  stop(): void;
}

/** Uniform numbers in [0, 1) of 53 bits, one after the other. */
export class Numbers {
  readonly #generator: Generator;
  readonly #block = new Float64Array(BLOCK);
  #given = BLOCK;
  /** Numbers to return before all others. */
  #first: Float64Array = NONE;
  #taken = 0;

  constructor(generator: Generator) {
    this.#generator = generator;
  }

  next = (): number => {
    if (inPasses()) this.#keep();
    if (this.#taken < this.#first.length) return this.#first[this.#taken++];
    if (this.#given === BLOCK) {
      this.#generator.uniform(this.#block);
      this.#given = 0;
    }
    return this.#block[this.#given++];
  };

  /** Restores the block after passes, as the generator is restored. */
  #keep(): void {
    keep(
      this,
      () => ({ block: this.#block.slice(), given: this.#given, first: this.#first, taken: this.#taken }),
      ({ block, given, first, taken }) => {
        this.#block.set(block);
        [this.#given, this.#first, this.#taken] = [given, first, taken];
      },
    );
  }

  get state(): Omit<SeededState, 'dropout'> {
    return { numbers: this.#generator.state, given: this.#given };
  }

  set state({ numbers, given }: Omit<SeededState, 'dropout'>) {
    this.#generator.state = numbers;
    this.#given = given;
    this.#first = NONE;
    if (given === BLOCK) return;
    this.#generator.draw -= 1;
    this.#generator.uniform(this.#block);
  }

  /** How many numbers were returned since draw 0. */
  get position(): number {
    return (this.#generator.draw - 1) * BLOCK + this.#given;
  }

  set position(position: number) {
    const draw = Math.ceil(position / BLOCK);
    this.state = { numbers: { ...this.#generator.state, draw }, given: position - (draw - 1) * BLOCK };
  }

  /** Returns these numbers before all others. */
  serve(numbers: Float64Array): void {
    [this.#first, this.#taken] = [numbers, 0];
  }

  /** How many of the served numbers are left. */
  get left(): number {
    return this.#first.length - this.#taken;
  }
}

/**
 * Makes a run of TensorFlow.js follow one seed, until it is stopped. It seeds the default generator, which makes the masks of
 * layers and functions without a seed. And it makes Math.random return numbers of `new Generator(seed).split('Math.random')`,
 * for all callers in this process. TensorFlow.js takes from Math.random every random number without a seed: initial
 * weights, the order of samples in fit(), tf.randomNormal. docs/tfjs.md lists what a seed does not reach.
 *
 * @param seed A bigint in [0, 2^64) or a non-negative safe integer.
 * @throws {TypeError | RangeError} if seed is not one of these, or Math is frozen; nothing has changed.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { seeded } from 'native-dropout/tfjs';
 * const run = seeded(42);
 * const weights = tf.randomNormal([2, 3]); // the same in every run
 * run.stop();
 */
export function seeded(seed: bigint | number): SeededRun {
  const numbers = new Numbers(new Generator(checkSeed('seed', seed)).split('Math.random'));
  const before = Math.random;
  Math.random = numbers.next;
  manualSeed(seed);
  const run: SeededRun = {
    get state() {
      return { dropout: defaultGenerator.state, ...numbers.state };
    },
    set state(state) {
      const { dropout, ...rest } = checkState(state);
      defaultGenerator.state = dropout;
      numbers.state = rest;
    },
    stop() {
      if (Math.random === numbers.next) Math.random = running(before);
      else stopped.set(numbers.next, before);
    },
  };
  streams.set(run, numbers);
  return run;
}

/** The Math.random to restore. Runs that were stopped while a later run was active are passed over. */
function running(random: () => number): () => number {
  const before = stopped.get(random);
  return before === undefined ? random : running(before);
}

/** @throws {TypeError | RangeError} if it is no state of a run. */
function checkState(state: SeededState): SeededState {
  checkFields('state', state, ['dropout', 'numbers', 'given']);
  const numbers = generatorState(state, 'numbers');
  const given = checkInteger('state.given', own(state, 'given'), numbers.draw === 0 ? BLOCK : 0, BLOCK);
  return { dropout: generatorState(state, 'dropout'), numbers, given };
}

function generatorState(state: SeededState, field: 'dropout' | 'numbers'): GeneratorState {
  const { seed, draw } = checkGeneratorState(`state.${field}`, own(state, field) as object);
  return { seed: seed.toString(), draw };
}
