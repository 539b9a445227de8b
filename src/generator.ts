import { checkInteger, checkSeed, MAX_INDEX, wrongType, wrongValue } from './check.js';
import { philox4x32 } from './engine/philox.js';
import { high, low } from './engine/words.js';
import { Mask } from './mask.js';

/** The stream that derives the seeds of children (docs/mask.md). */
const CHILD_STREAM = 9;

/** Where a generator stands: what a checkpoint keeps of it. Survives JSON. */
export interface GeneratorState {
  /** The seed in decimal. */
  seed: string;
  /** The number of the next mask. */
  draw: number;
}

/**
 * A sequence of masks: a seed and a counter, and nothing else. Two generators with the same state give the same masks,
 * on every machine.
 *
 * @example
 * import { Generator } from 'native-dropout';
 * const generator = new Generator(42);
 * generator.mask(0.1).apply(Float32Array.of(5, 7, 9)); // the first mask of seed 42
 * const checkpoint = JSON.stringify(generator.state);
 * generator.state = JSON.parse(checkpoint); // continues with the second
 */
export class Generator {
  #seed: bigint;
  #draw = 0;

  /**
   * @param seed A bigint in [0, 2^64) or a non-negative safe integer; a random one when left out.
   * @throws {TypeError} if seed is neither a bigint nor a number; {RangeError} if it is out of range.
   */
  constructor(seed: bigint | number = randomSeed()) {
    this.#seed = checkSeed('seed', seed);
  }

  /** The seed, in [0, 2^64). */
  get seed(): bigint {
    return this.#seed;
  }

  /**
   * The number of the next mask, in [0, 2^48]; at 2^48 there is none left. Settable.
   * @throws {TypeError | RangeError} if set to anything else.
   */
  get draw(): number {
    return this.#draw;
  }

  set draw(draw: number) {
    this.#draw = checkInteger('draw', draw, 0, MAX_INDEX);
  }

  /** Seed and draw; setting it continues from there. */
  get state(): GeneratorState {
    return { seed: this.#seed.toString(), draw: this.#draw };
  }

  /**
   * Goes to a state that `state` gave earlier.
   * @throws {TypeError | RangeError} if seed is not the decimal text of an integer in [0, 2^64), or draw not an integer
   * in [0, 2^48].
   */
  set state(state: GeneratorState) {
    if (typeof state !== 'object' || state === null) throw wrongType('state', 'an object with seed and draw', state);
    if (typeof state.seed !== 'string') throw wrongType('state.seed', 'an integer as decimal text', state.seed);
    if (!/^\d{1,20}$/.test(state.seed)) throw wrongValue('state.seed', 'an integer as decimal text', state.seed);
    const seed = checkSeed('state.seed', BigInt(state.seed));
    this.#draw = checkInteger('state.draw', state.draw, 0, MAX_INDEX);
    this.#seed = seed;
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
    const mask = new Mask({ seed: this.#seed, draw: this.#draw, p });
    this.draw += 1;
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
    const [keyLow, keyHigh] = [Number(this.#seed & 0xffff_ffffn), Number(this.#seed >> 32n)];
    const block = philox4x32([low(n), high(n), 0, CHILD_STREAM], keyLow, keyHigh);
    return new Generator((BigInt(block[1]) << 32n) | BigInt(block[0]));
  }
}

function randomSeed(): bigint {
  return crypto.getRandomValues(new BigUint64Array(1))[0];
}

export function checkGenerator(generator: unknown): void {
  if (!(generator instanceof Generator)) throw wrongType('generator', 'a Generator', generator);
}

/** The generator of every call and layer that was given none. Its `state` belongs in a checkpoint; {@link manualSeed}. */
export const defaultGenerator = new Generator();

/**
 * Seeds the default generator, sets it back to draw 0 and returns it, as torch.manual_seed does.
 * @param seed A bigint in [0, 2^64) or a non-negative safe integer.
 * @throws {TypeError | RangeError} if seed is not one of these.
 */
export function manualSeed(seed: bigint | number): Generator {
  defaultGenerator.state = { seed: checkSeed('seed', seed).toString(), draw: 0 };
  return defaultGenerator;
}
