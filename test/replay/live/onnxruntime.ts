import { dropout } from 'native-dropout';
import { OnnxRuntimeSeed } from 'native-dropout/replay';
import { inputOf } from '../golden.js';
import { NONE } from './arrays.js';
import { type Framework, inPython, kindOf } from './framework.js';

const SHORT = { float32: 'f32', float64: 'f64', float16: 'f16' } as const;

interface Setup {
  /** Of all nodes without a seed. */
  seed: number;
  nodes: [seed: string | null, dtype: keyof typeof SHORT][];
}

interface Node {
  generator: OnnxRuntimeSeed;
  dtype: keyof typeof SHORT;
}

const kind = kindOf<Setup, Node[]>();

export const onnxruntime: Framework<Setup, Node[]> = {
  name: 'onnxruntime',
  ...inPython('steps_onnxruntime', ['onnx', 'onnxruntime']),
  setup: (chance, index) => ({
    seed: index,
    nodes: Array.from({ length: 4 }, () => [
      chance.of([null, String(index), String(-index), String(2n ** 62n + BigInt(index)), String(2 ** 31 - 3)]),
      chance.of(['float32', 'float64', 'float16']),
    ]),
  }),
  start({ seed, nodes }) {
    const shared = new OnnxRuntimeSeed(seed);
    return nodes.map(([own, dtype]) => ({
      generator: own === null ? shared : new OnnxRuntimeSeed(BigInt(own)),
      dtype,
    }));
  },
  state: () => NONE,
  kinds: {
    run: kind(
      (chance) => [chance.integer(0, 3), chance.length(), chance.rateBelowOne(), chance.unit() < 0.9] as const,
      (nodes, k, n, ratio, training) => {
        const { generator, dtype } = nodes[k];
        return dropout(inputOf(n, SHORT[dtype]) as Float32Array, ratio, { generator, training, dtype });
      },
    ),
  },
};
