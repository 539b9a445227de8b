import { high, low } from './bits.js';
import { checkInteger, checkSeed, checkSeedText, isBranded, MAX_INDEX } from './check.js';
import { wrongType } from './errors.js';
import { Mask } from './mask.js';
import { checkFields, own } from './options.js';
import { philox4x32 } from './philox.js';
import { seedWhenNeeded } from './random-seed.js';
import { inspectAs } from './visible.js';

/** The stream that derives the seeds of children (docs/mask.md). */
const CHILD_STREAM = 9;

/** Marks generators of every copy of the package in the process. */
const GENERATOR = Symbol.for('native-dropout.Generator');

/** Where a generator stands: what a checkpoint keeps of it. Survives JSON and structuredClone. */
export interface GeneratorState {
  /** The seed in decimal. */
  seed: string;
  /** The number of the next mask. */
  draw: number;
}

/**
 * A sequence of masks: a seed and a counter, and nothing else. Two generators with the same state give the same masks,
 * on every machine. To another thread send its state: `new Generator(state)` continues there.
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
   * @param seed A bigint in [0, 2^64) or a non-negative safe integer; or a {@link state}; a random seed when left out,
   * which is drawn when it is first needed.
   * @throws {TypeError | RangeError} if seed is none of these.
   */
  constructor(seed?: bigint | number | GeneratorState) {
    if (seed === undefined) seedWhenNeeded(this);
    else if (typeof seed === 'object' && seed !== null) this.state = seed;
    else this._seed = checkSeed('seed', seed);
  }

  /** The seed, in [0, 2^64). */
  get seed(): bigint {
    return this._seed;
  }

  /**
   * The number of the next mask, in [0, 2^48]; at 2^48 there is none left. Settable.
   * @throws {TypeError | RangeError} if set to anything else.
   */
  get draw(): number {
    return this._draw;
  }

  set draw(draw: number) {
    this._draw = checkInteger('draw', draw, 0, MAX_INDEX);
  }

  /** Seed and draw; setting it continues from there. */
  get state(): GeneratorState {
    return { seed: this.seed.toString(), draw: this.draw };
  }

  /**
   * Goes to a state that `state` gave earlier.
   * @throws {TypeError | RangeError} if seed is not the decimal text of an integer in [0, 2^64), or draw not an integer
   * in [0, 2^48]; nothing has changed then.
   */
  set state(state: GeneratorState) {
    const { seed, draw } = checkGeneratorState('state', state);
    this._seed = seed;
    this._draw = draw;
  }

  /** The state, so that JSON.stringify(generator) is a checkpoint. */
  toJSON(): GeneratorState {
    return this.state;
  }

  /**
   * The next mask: takes one draw.
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p is not a number in [0, 1]; {RangeError} after 2^48 draws.
   */
  mask(p: number): Mask {
    const mask = new Mask({ ...nextDraw(this), p });
    this.draw = mask.draw + 1;
    return mask;
  }

  /**
   * Child k: a generator of its own, at draw 0. Depends on the seed alone, not on how many masks were drawn, so every
   * layer or worker can take the child of its number.
   * @param k An integer in [0, 2^48).
   * @throws {TypeError | RangeError} if k is not such an integer.
   */
  split(k: number): Generator {
    const n = checkInteger('k', k, 0, MAX_INDEX - 1);
    const [keyLow, keyHigh] = [Number(this.seed & 0xffff_ffffn), Number(this.seed >> 32n)];
    const block = philox4x32([low(n), high(n), 0, CHILD_STREAM], keyLow, keyHigh);
    return new Generator((BigInt(block[1]) << 32n) | BigInt(block[0]));
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

/** Seed and draw of a state, read once. */
export function checkGeneratorState(name: string, state: object): { seed: bigint; draw: number } {
  checkFields(name, state, ['seed', 'draw']);
  const seed = checkSeedText(`${name}.seed`, own(state, 'seed'));
  return { seed, draw: checkInteger(`${name}.draw`, own(state, 'draw'), 0, MAX_INDEX) };
}

/**
 * A generator of this copy of the package or another; plain objects and empty prototypes are none. Its seed is not read,
 * so that none is drawn before it is needed.
 */
export function checkGenerator(generator: unknown): Generator {
  if (isBranded(generator, GENERATOR) && typeof (generator as Generator).draw === 'number')
    return generator as Generator;
  throw wrongType('generator', 'a Generator', generator);
}

/**
 * What the next mask of a generator is drawn with. It takes no draw: who has used it sets the generator's draw to the one
 * behind it.
 */
export function nextDraw(generator: Generator): { seed: bigint; draw: number } {
  const { seed } = generator; // of a class of the user's it may have another type
  if (typeof seed !== 'bigint') throw wrongType('generator.seed', 'a bigint in [0, 2^64)', seed);
  return { seed, draw: checkInteger('generator.draw', generator.draw, 0, MAX_INDEX - 1) };
}
