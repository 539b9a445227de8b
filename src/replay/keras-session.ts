import { checkInteger, MAX_LENGTH } from '../input/check.js';
import type { Source } from '../random/source.js';
import { type KerasOptions, KerasSeedGenerator, readBackend } from './keras.js';
import type { KerasBackendName } from './keras-backends.js';
import { NumpyRandomState } from './numpy-random-state.js';
import { PythonRandom } from './python.js';
import { TorchGenerator } from './torch.js';

/** The greatest seed that Keras draws. */
const GREATEST = 1e9;

/** The generators that `keras.utils.set_random_seed(seed)` seeds. {@link setRandomSeed} makes it. */
export class KerasSession {
  /** The backend of Keras. */
  readonly backend: KerasBackendName;
  /** Python's `random`, from which layers without a seed take theirs. */
  readonly python: PythonRandom;
  /** `np.random`, which orders the samples in fit() on the backends jax and numpy. */
  readonly numpy: NumpyRandomState;
  /** The generator of PyTorch, from which Dropout without a seed draws on the backend torch. */
  readonly torch: TorchGenerator;

  /** @internal */
  constructor(seed: number, backend: KerasBackendName) {
    this.backend = backend;
    this.python = new PythonRandom(seed);
    this.numpy = new NumpyRandomState(seed);
    this.torch = new TorchGenerator(seed);
  }

  /**
   * The SeedGenerator of the next layer or initializer that is made without a seed. A Dense layer makes one, for its kernel.
   * Call it in the order in which Keras makes them. A layer of rate 0 makes none.
   */
  seedGenerator(): KerasSeedGenerator {
    return new KerasSeedGenerator(this.python.randint(1, GREATEST), { backend: this.backend });
  }

  /** The generator of the next `layers.Dropout(rate)` that is made without a seed and without a noise_shape, of a rate above 0. */
  dropout(): Source {
    const generator = this.seedGenerator();
    return this.backend === 'torch' ? this.torch : generator;
  }
}

/**
 * Replays `keras.utils.set_random_seed(seed)`: layers that are made afterwards without a seed take theirs from Python's
 * random, in the order of their making.
 * @param seed An integer in [0, 2^32).
 * @param options `backend`: 'tensorflow' (default), 'jax', 'torch' or 'numpy'.
 * @throws {TypeError | RangeError} if an argument is wrong.
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { setRandomSeed } from 'native-dropout/replay';
 * const keras = setRandomSeed(7); // keras.utils.set_random_seed(7)
 * const kernel = keras.seedGenerator().glorotUniform([16, 32]); // layers.Dense(32), built for 16 inputs
 * const layer = new Dropout(0.3, { generator: keras.dropout() }); // layers.Dropout(0.3)
 */
export function setRandomSeed(seed: number, options?: KerasOptions): KerasSession {
  const backend = readBackend(options);
  return new KerasSession(checkInteger('seed', seed, 0, MAX_LENGTH), backend);
}
