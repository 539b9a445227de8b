import { wrongType, wrongValue } from '../input/errors.js';
import { readList } from '../input/list.js';
import { utf8 } from '../random/utf8.js';
import { checkJaxKey, type JaxKey } from './jax.js';
import { foldIn, type KeyData } from './jax-bits.js';
import { KeyStream, type StreamData } from './key-stream.js';
import { sha1 } from './sha1.js';

/** The bytes of a count, the highest first, without leading zeros. */
function countBytes(count: number): number[] {
  return count === 0 ? [] : [...countBytes(Math.floor(count / 256)), count % 256];
}

/**
 * The keys that one module of flax.linen takes with make_rng during an apply(), and the generator of its layers. The
 * module's path and its count of keys are hashed. {@link LinenRngs} makes it.
 */
export class LinenModule extends KeyStream {
  readonly #path: Uint8Array;

  /** @internal */
  constructor(key: KeyData, path: Uint8Array) {
    super({ key, count: 0 });
    this.#path = path;
  }

  /** @internal */
  get _name(): string {
    return 'LinenModule';
  }

  /** @internal Counts begin at 1. */
  _keyAt({ key, count }: StreamData): KeyData {
    return foldIn(key, sha1(Uint8Array.from([...this.#path, ...countBytes(count + 1)]))[0]);
  }
}

/**
 * Replays the rngs of flax.linen: of one name, in one model (docs/replay.md).
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { JaxKey, LinenRngs } from 'native-dropout/replay';
 * const key = new JaxKey(0);
 * const rngs = new LinenRngs(key);
 * const layer = new Dropout(0.1, { generator: rngs.module(['Block_0', 'Dropout_0']) });
 * for (let step = 0; step < 3; ++step) {
 *   rngs.apply(key.foldIn(step)); // model.apply(variables, x, rngs={'dropout': jax.random.fold_in(key, step)})
 *   const y = layer.forward(Float32Array.of(5, 7, 9));
 * }
 */
export class LinenRngs {
  readonly #modules = new Map<string, LinenModule>();
  #key: KeyData;

  /**
   * Makes the rngs of the first apply().
   * @param key The key that apply() or init() is given.
   * @throws {TypeError} if key is no JaxKey.
   */
  constructor(key: JaxKey) {
    this.#key = checkJaxKey(key);
  }

  /**
   * Begins another apply(): all modules draw of this key from now on, and count from 1.
   * @throws {TypeError} if key is no JaxKey; nothing changes.
   */
  apply(key: JaxKey): void {
    this.#key = checkJaxKey(key);
    for (const module of this.#modules.values()) module._place({ key: this.#key, count: 0 });
  }

  /**
   * The module of a path: always the same object.
   * @param path The names from the root on, for example ['Block_0', 'Dropout_0']; the root itself is [].
   * @throws {TypeError | RangeError} if path is no list of names.
   */
  module(path: readonly string[]): LinenModule {
    const names = readList('path', path, 'an array of names', checkName);
    const id = JSON.stringify(names);
    const module = this.#modules.get(id) ?? new LinenModule(this.#key, utf8(names.join('')));
    this.#modules.set(id, module);
    return module;
  }
}

function checkName(name: unknown, i: number): string {
  if (typeof name !== 'string') throw wrongType(`path[${i}]`, 'a name', name);
  if (name === '') throw wrongValue(`path[${i}]`, 'a name', name);
  return name;
}
