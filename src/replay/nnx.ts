import { isPlain } from '../input/check.js';
import { wrongValue } from '../input/errors.js';
import { checkJaxKey, JaxKey, type JaxKeyOptions } from './jax.js';
import { foldIn, type KeyData } from './jax-bits.js';
import { KeyStream, type StreamData } from './key-stream.js';

/**
 * A stream of keys of flax.nnx, and the generator of layers: key k is fold_in(key, k). {@link NnxRngs} makes one for each
 * name.
 */
export class NnxStream extends KeyStream {
  /**
   * Makes the stream of a key.
   * @throws {TypeError} if key is no JaxKey.
   */
  constructor(key: JaxKey) {
    super({ key: checkJaxKey(key), count: 0 });
  }

  /** @internal */
  get _name(): string {
    return 'NnxStream';
  }

  /** @internal */
  _keyAt({ key, count }: StreamData): KeyData {
    return foldIn(key, count);
  }

  /** Takes the next key and returns its stream, as nnx.Dropout does when it is made with rngs. */
  fork(): NnxStream {
    return new NnxStream(this.next());
  }
}

/**
 * Replays flax.nnx.Rngs (docs/replay.md).
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { NnxRngs } from 'native-dropout/replay';
 * const rngs = new NnxRngs(0);
 * const kernel = rngs.stream('params').next().lecunNormal(16, 32); // nnx.Linear(16, 32, rngs=rngs)
 * rngs.stream('params').next(); // takes a second key for the bias
 * const layer = new Dropout(0.1, { generator: rngs.stream('dropout').fork() }); // nnx.Dropout(0.1, rngs=rngs)
 */
export class NnxRngs {
  readonly #streams: ReadonlyMap<string, NnxStream>;

  /**
   * Makes nnx.Rngs(seed), or nnx.Rngs(name=seed, …).
   * @param seeds A seed, of which all names draw; or a seed for each name. The stream `default` has all other names.
   * @param options Those of {@link JaxKey}, for all streams.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  constructor(seeds: number | bigint | Readonly<Record<string, number | bigint>>, options?: JaxKeyOptions) {
    const named = isPlain(seeds) ? seeds : { default: seeds };
    const make = (seed: number | bigint): NnxStream => new NnxStream(new JaxKey(seed, options));
    this.#streams = new Map(Object.entries(named).map(([name, seed]) => [name, make(seed)]));
  }

  /**
   * The stream of a name, or the stream `default` if there is none. Layers that are given rngs with each call draw of it;
   * others take a {@link NnxStream.fork} when they are made.
   * @throws {RangeError} if there is neither.
   */
  stream(name: string): NnxStream {
    const stream = this.#streams.get(name) ?? this.#streams.get('default');
    if (stream !== undefined) return stream;
    throw wrongValue('name', Array.from(this.#streams.keys(), (one) => `'${one}'`).join(' or '), name);
  }
}
