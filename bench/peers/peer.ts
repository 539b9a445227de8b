import type { Contender } from '../harness/measure.js';

/** Another implementation: forward dropout while training. */
export interface Peer extends Contender {
  name: string;
  version: string;
  /** The output of the last `run`. */
  output(): Float32Array | Promise<Float32Array>;
}

export interface PeerCase {
  n: number;
  p: number;
}

export interface PeerTiming {
  name: string;
  version: string;
  /** Only for peers whose number of threads can be set. */
  threads?: number;
  /** Nanoseconds of a call, round by round. */
  rounds: number[];
}

/** @throws {Error} if y has too many or too few zeros for p, or other elements are not scaled by 1/(1 - p). */
export function verify(name: string, p: number, x: Float32Array, y: Float32Array): void {
  const scale = 1 / (1 - p);
  const wrong = y.findIndex((value, i) => value !== 0 && Math.abs(value / (x[i] * scale) - 1) > 1e-6);
  if (wrong >= 0 || y.length !== x.length) throw new Error(`${name} gives ${y[wrong]} for ${x[wrong]}`);
  const dropped = y.reduce((count, value) => count + Number(value === 0), 0);
  const deviation = Math.sqrt(x.length * p * (1 - p));
  if (Math.abs(dropped - x.length * p) > 6 * deviation) throw new Error(`${name} drops ${dropped} of ${x.length}`);
}
