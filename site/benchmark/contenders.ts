/** The dropouts that the benchmark page compares, each on the same random input. */

import { dropout, type EngineName, Generator } from 'native-dropout';
import type { Contender } from '../../bench/harness/measure.js';

export interface Entrant extends Contender {
  name: string;
  run(): void;
  /** The output of the last run. */
  output(): Promise<Float32Array> | Float32Array;
}

/** Lets the page show what has changed. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

export function inputOf(length: number): Float32Array<ArrayBuffer> {
  return new Generator().normal(length);
}

export function ours(engine: EngineName, x: Float32Array<ArrayBuffer>, p: number): Entrant {
  const out = new Float32Array(x.length);
  const generator = new Generator();
  return {
    name: `native-dropout, ${engine}`,
    prepare: pause,
    run: () => void dropout(x, p, { generator, engine, out }),
    output: () => out,
  };
}

/** What programs without a library do. */
export function loop(x: Float32Array, p: number): Entrant {
  const out = new Float32Array(x.length);
  const scale = 1 / (1 - p);
  return {
    name: 'a loop with Math.random()',
    prepare: pause,
    run() {
      for (let i = 0; i < x.length; ++i) out[i] = Math.random() < p ? 0 : x[i] * scale;
    },
    output: () => out,
  };
}

/** tf.dropout on the cpu backend. TensorFlow.js is fetched when this is called. */
export async function tensorflow(x: Float32Array, p: number): Promise<Entrant> {
  const tf = await import('@tensorflow/tfjs');
  await tf.setBackend('cpu');
  const input = tf.tensor1d(x);
  let last = tf.zerosLike(input);
  return {
    name: 'tf.dropout, cpu backend',
    prepare: pause,
    run() {
      last.dispose();
      last = tf.dropout(input, p) as typeof last;
    },
    output: async () => (await last.data()) as Float32Array,
  };
}

/** @throws {Error} if the engines do not give the same bits. */
export function checkEngines(x: Float32Array<ArrayBuffer>, p: number): void {
  const [wasm, js] = (['wasm', 'js'] as const).map((engine) => dropout(x, p, { generator: new Generator(42), engine }));
  if (!wasm.every((value, i) => Object.is(value, js[i]))) throw new Error('the engines do not give the same bits');
}
