import type { ComputeArray, Fresh, FreshWords } from '../core/dtype.js';
import { checkInteger, checkSeed, checkSeedOf, checkSeedText, isBranded, isPlain, MAX_INDEX } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { isList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import { Mask } from '../mask/mask.js';
import { childOfName, childOfNumber } from './child.js';
import { type Drawer, type NormalOptions, normals, type UniformOptions, uniforms } from './numbers.js';
import { countDraw, inPasses, keep } from './passes.js';
import { permutation } from './permutation.js';
import { seedWhenNeeded } from './random-seed.js';
import { inspectAs } from './visible.js';

/** The brand of generators, shared by all copies of the package in the process. */
export const GENERATOR = Symbol.for('native-dropout.Generator');

/** The state of a generator, for checkpoints. Survives JSON and structuredClone. */
export interface GeneratorState {
  /** The seed as a decimal string. */
  seed: string;
  /** The number of the next mask. */
  draw: number;
}

/**
 * A sequence of masks: a seed and a counter of draws. Generators with the same state give the same masks on every machine.
 * To continue in another thread, send the state there and call `new Generator(state)`.
 *
 * @example
 * import { Generator } from 'native-dropout';
 * const generator = new Generator(42);
 * generator.mask(0.1).apply(Float32Array.of(5, 7, 9)); // the first mask of seed 42
 * const checkpoint = JSON.stringify(generator.state);
 * generator.state = JSON.parse(checkpoint); // continues with the second
 */
export class Generator {
  /** @internal */
  declare _seed: bigint;
  /** @internal */
  _draw = 0;

  /**
   * Makes a generator at draw 0 of a seed, or at a state.
   * @param seed A bigint in [0, 2^64) or a non-negative safe integer; or a {@link Generator.state}. Default: a random seed,
   * which is drawn when it is first needed.
   * @throws {TypeError | RangeError} if seed is none of these.
   */
  constructor(seed?: bigint | number | GeneratorState) {
    if (seed === undefined) seedWhenNeeded(this);
    else if (typeof seed === 'object' && seed !== null) this._move(checkGeneratorState('state', seed));
    else this._seed = checkSeed('seed', seed);
  }

  /** The seed, in [0, 2^64). */
  get seed(): bigint {
    return this._seed;
  }

  /**
   * The number of the next mask, an integer in [0, 2^48]; at 2^48 no mask is left. Settable.
   * @throws {TypeError | RangeError} if set to anything else.
   */
  get draw(): number {
    return this._draw;
  }

  set draw(draw: number) {
    const checked = checkInteger('draw', draw, 0, MAX_INDEX);
    if (inPasses()) keepPlace(this);
    this._draw = checked;
  }

  /** Seed and draw, for a checkpoint. Settable. */
  get state(): GeneratorState {
    return { seed: this.seed.toString(), draw: this.draw };
  }

  /**
   * Continues from a state.
   * @throws {TypeError | RangeError} if seed is not a decimal string of an integer in [0, 2^64), or draw not an integer in
   * [0, 2^48]; nothing changes.
   */
  set state(state: GeneratorState) {
    const place = checkGeneratorState('state', state);
    if (inPasses()) keepPlace(this);
    this._move(place);
  }

  /** @internal */
  _move({ seed, draw }: Drawer): void {
    this._seed = seed;
    this._draw = draw;
  }

  /** The state: JSON.stringify(generator) is a checkpoint. */
  toJSON(): GeneratorState {
    return this.state;
  }

  /**
   * Takes one draw and returns its mask.
   * @param p The probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p is not a number in [0, 1], or after 2^48 draws.
   */
  mask(p: number): Mask {
    return taking(this, (drawer) => new Mask({ ...drawer, p }));
  }

  /**
   * Returns uniform random numbers in [low, high), and takes one draw. Each is low + u · (high - low), both operations
   * rounded to the type of the array; u has 24 random binary digits as float32 and 53 as float64 (docs/mask.md).
   * @param n The length of a new Float32Array, in [0, 2^32); or `out`, a Float32Array or Float64Array to fill.
   * @param options `low` (default: 0), `high` (default: 1) and `engine`. low ≤ high; low, high and high - low are finite in
   * the type of the array. If low = high, all numbers are low.
   * @returns `out`, or the new array.
   * @throws {TypeError | RangeError} if an argument is wrong, or after 2^48 draws; nothing is written, and no draw is taken.
   *
   * @example
   * import { Generator } from 'native-dropout';
   * const generator = new Generator(42);
   * const weights = generator.uniform(3, { low: -0.5, high: 0.5 });
   */
  uniform(n: number, options?: UniformOptions): Fresh<Float32Array>;
  uniform<T extends ComputeArray>(out: T, options?: UniformOptions): T;
  uniform(target: number | ComputeArray, options?: UniformOptions): ComputeArray {
    return taking(this, (drawer) => uniforms(drawer, target, options));
  }

  /**
   * Returns normal random numbers, and takes one draw. Each is mean + std · z, both operations rounded to the type of the
   * array; z is a standard normal by Box and Muller (1958), the same float32 in every type, |z| < 6.7 (docs/mask.md).
   * @param n The length of a new Float32Array, in [0, 2^32); or `out`, a Float32Array or Float64Array to fill.
   * @param options `mean` (default: 0), the standard deviation `std` ≥ 0 (default: 1) and `engine`. Both numbers are finite
   * in the type of the array.
   * @returns `out`, or the new array.
   * @throws {TypeError | RangeError} if an argument is wrong, or after 2^48 draws; nothing is written, and no draw is taken.
   *
   * @example
   * import { Generator } from 'native-dropout';
   * const generator = new Generator(42);
   * const noise = generator.normal(new Float64Array(3), { std: 0.1 });
   */
  normal(n: number, options?: NormalOptions): Fresh<Float32Array>;
  normal<T extends ComputeArray>(out: T, options?: NormalOptions): T;
  normal(target: number | ComputeArray, options?: NormalOptions): ComputeArray {
    return taking(this, (drawer) => normals(drawer, target, options));
  }

  /**
   * Returns the numbers 0 … n - 1 in random order, for example the order in which to visit samples, and takes one draw. All
   * orders are equally likely, as far as one draw can tell them apart (docs/mask.md).
   * @param n An integer in [0, 2^32).
   * @throws {TypeError | RangeError} if n is not such an integer, or after 2^48 draws; no draw is taken.
   *
   * @example
   * import { Generator } from 'native-dropout';
   * const order = new Generator(42).permutation(5);
   */
  permutation(n: number): FreshWords {
    return taking(this, (drawer) => permutation(drawer, n));
  }

  /**
   * Returns a child: an independent generator at draw 0. It depends on the seed and on `child` alone, not on the draws that
   * were taken. So each layer or worker can have a child by name or number.
   * @param child An integer in [0, 2^48) or a string; `split(1)` and `split('1')` differ.
   * @throws {TypeError | RangeError} if it is neither.
   *
   * @example
   * import { Generator } from 'native-dropout';
   * const generator = new Generator(42).split('encoder.0');
   */
  split(child: number | string): Generator {
    if (typeof child === 'string') return new Generator(childOfName(this.seed, child));
    if (typeof child !== 'number') throw wrongType('child', 'an integer or a string', child);
    return new Generator(childOfNumber(this.seed, checkInteger('child', child, 0, MAX_INDEX - 1)));
  }

  /** @internal */
  get [GENERATOR](): true {
    return true;
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](_depth: number, options: object, inspect: unknown): string {
    return inspectAs('Generator', { seed: this.seed, draw: this.draw }, options, inspect);
  }
}

/** Reads the seed and the draw of a state, once. */
export function checkGeneratorState(name: string, state: unknown): Drawer {
  if (isCopy(state)) throw wrongType(name, 'an object with seed, draw', state, 'copy generator.state instead');
  checkFields(name, state, ['seed', 'draw']);
  const seed = checkSeedText(`${name}.seed`, own(state, 'seed'));
  return { seed, draw: checkInteger(`${name}.draw`, own(state, 'draw'), 0, MAX_INDEX) };
}

function adviceFor(generator: unknown): string {
  if (isList(generator)) return 'take one of the list';
  if (isCopy(generator)) return 'copy generator.state instead';
  return typeof generator === 'object' && generator !== null ? '' : 'new Generator(seed) makes one';
}

/** Whether a value is a copy of a generator by structuredClone() or postMessage(). */
function isCopy(value: unknown): boolean {
  return isPlain(value) && Object.hasOwn(value, '_draw');
}

/**
 * Accepts generators of all copies of the package, but no look-alikes. It does not read the seed, so that no random seed
 * is drawn before it is needed.
 */
export function checkGenerator(generator: unknown, name = 'generator'): Generator {
  if (isBranded(generator, GENERATOR) && typeof (generator as Generator).draw === 'number')
    return generator as Generator;
  throw wrongType(name, 'a Generator', generator, adviceFor(generator));
}

/** Returns the seed and the draw of the next mask. Call take() after the mask has been used. */
export function nextDraw(generator: Generator): Drawer {
  const seed = checkSeedOf('generator.seed', generator.seed); // a user's class may return anything
  const draw = checkInteger('generator.draw', generator.draw, 0, MAX_INDEX - 1);
  if (inPasses()) keepPlace(generator);
  return { seed, draw };
}

/** Takes the draw that nextDraw() read. */
export function take(generator: Generator, draw: number): void {
  generator.draw = draw + 1;
  if (inPasses()) countDraw();
}

/** Calls `make` with the next draw, and takes that draw unless `make` throws. */
export function taking<T>(generator: Generator, make: (drawer: Drawer) => T): T {
  const drawer = nextDraw(generator);
  const made = make(drawer);
  take(generator, drawer.draw);
  return made;
}

/** Restores the generator after passes, even if its class has overridden `draw`. */
function keepPlace(generator: Generator): void {
  keep(
    generator,
    () => ({ seed: generator._seed, own: generator._draw, draw: generator.draw }),
    ({ seed, own, draw }) => {
      generator._move({ seed, draw: own });
      if (generator.draw !== draw) generator.draw = draw;
    },
  );
}
