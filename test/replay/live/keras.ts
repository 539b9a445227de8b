import { AlphaDropout, Dropout } from 'native-dropout';
import {
  type KerasBackendName,
  KerasSeedGenerator,
  type KerasSession,
  type Source,
  setRandomSeed,
} from 'native-dropout/replay';
import { inputs, integers } from './arrays.js';
import type { Chance } from './chance.js';
import { type Framework, inPython, kindOf } from './framework.js';

type LayerKind = 'dropout' | 'alpha' | 'spatial';
type Row = [kind: LayerKind, rate: number, seed: number | null];

interface Setup {
  seed: number;
  generators: number[];
  layers: Row[];
}

interface Subject {
  session: KerasSession;
  generators: KerasSeedGenerator[];
  layers: ((n: number) => Float32Array)[];
}

/** Of each, as JAX compiles each function for each length. */
const length = (chance: Chance): number => chance.of([1, 33, 257, 1000]);
const seedOf = (chance: Chance): number => chance.of([0, chance.integer(1, 1000), 2 ** 31 - 1]);

/** The same steps on each backend. */
function kerasOn(backend: KerasBackendName, needed: readonly string[]): Framework<Setup, Subject> {
  const kind = kindOf<Setup, Subject>();
  const row = (chance: Chance): Row => {
    const layer = chance.of<LayerKind>(['dropout', 'dropout', 'alpha', 'spatial']);
    const rate = backend === 'tensorflow' || layer === 'alpha' ? chance.rateBelowOne() : chance.rate();
    return [layer, rate, chance.unit() < 0.5 ? null : seedOf(chance)];
  };

  /** A layer without a seed draws it when it is made, but for one of rate 0. */
  function layerOf(session: KerasSession, [layer, rate, seed]: Row): (n: number) => Float32Array {
    const own = (): Source => (layer === 'dropout' ? session.dropout() : session.seedGenerator());
    const isSeeded = seed !== null || rate === 0; // at rate 0 none is made
    const generator = isSeeded ? new KerasSeedGenerator(seed ?? 0, { backend }) : own();
    if (layer === 'alpha') {
      const alpha = new AlphaDropout(rate, { generator });
      return (n) => alpha.forward(inputs(n));
    }
    if (layer === 'dropout') {
      const dropout = new Dropout(rate, { generator });
      return (n) => dropout.forward(inputs(n));
    }
    return (n) => new Dropout(rate, { generator, noiseShape: [3, 1, n] }).forward(inputs(12 * n), { shape: [3, 4, n] });
  }

  return {
    name: `Keras on ${backend}`,
    ...inPython('steps_keras', ['keras', ...needed], {
      KERAS_BACKEND: backend,
      JAX_PLATFORMS: 'cpu',
      TF_CPP_MIN_LOG_LEVEL: '3',
    }),
    scripts: 2,
    setup: (chance, index) => ({
      seed: chance.of([index, 2 ** 32 - 1 - index]),
      generators: Array.from({ length: 3 }, () => seedOf(chance)),
      layers: Array.from({ length: 4 }, () => row(chance)),
    }),
    start({ seed, generators, layers }) {
      const session = setRandomSeed(seed, { backend });
      return {
        session,
        generators: generators.map((one) => new KerasSeedGenerator(one, { backend })),
        layers: layers.map((one) => layerOf(session, one)),
      };
    },
    state: ({ session }) => integers(session.numpy.state.state.key.slice(0, 3)),
    kinds: {
      call: kind(
        (chance) => [chance.integer(0, 3), length(chance)] as const,
        ({ layers }, k, n) => layers[k](n),
      ),
      make: kind(row, ({ session, layers }, ...made) => {
        const layer = layerOf(session, made);
        layers.push(layer);
        return layer(20);
      }),
      uniform: kind(
        (chance) => [chance.integer(0, 2), length(chance), -5 * chance.unit(), 9 * chance.unit()] as const,
        ({ generators }, k, n, low, high) => generators[k].uniform(n, low, high),
      ),
      glorot_uniform: kind(
        (chance) =>
          [
            seedOf(chance),
            chance.of([
              [1, 1],
              [5, 8],
              [3, 3, 2, 4],
            ]),
          ] as const,
        (_, seed, shape) => new KerasSeedGenerator(seed, { backend }).glorotUniform(shape),
      ),
      dense: kind(
        (chance) => [chance.of([1, 5]), chance.of([1, 9])] as const,
        ({ session }, a, b) => session.seedGenerator().glorotUniform([a, b]),
      ),
      permutation: kind(
        (chance) => [chance.length()] as const,
        ({ session }, n) => integers(session.numpy.permutation(n)),
      ),
      random: kind(
        () => [] as const,
        ({ session }) => integers([session.python.random()]),
      ),
    },
  };
}

export const keras = [
  kerasOn('tensorflow', ['tensorflow-cpu']),
  kerasOn('jax', ['jax']),
  kerasOn('torch', ['torch']),
  kerasOn('numpy', []),
];
