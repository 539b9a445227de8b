import { median, medianRatio, quantile } from '../harness/statistics.js';
import type { PeerCase, PeerTiming } from './peer.js';

export interface PeerResult extends PeerCase, Omit<PeerTiming, 'rounds'> {
  /** Time of a call: the median over the rounds. */
  nanoseconds: number;
  /** First and third quartile of the time. */
  quartiles: number[];
  rounds: number;
  elementsPerSecond: number;
  /** How many times as fast the native engine is with one thread, and with all. */
  nativeOver: { oneThread: number; allThreads: number } | undefined;
}

export const NATIVE = 'native-dropout native';

/** If `interleaved`, `natives` have the same rounds as `timings`. */
export function toPeerResults(
  { n, p }: PeerCase,
  timings: readonly PeerTiming[],
  natives: readonly PeerTiming[],
  interleaved: boolean,
): PeerResult[] {
  return timings.map(({ rounds, ...timing }) => {
    const nanoseconds = median(rounds);
    const times = natives.map((native) =>
      interleaved ? medianRatio(native.rounds, rounds) : nanoseconds / median(native.rounds),
    );
    const [oneThread, allThreads] = [times[0], times.at(-1)];
    return {
      ...{ ...timing, n, p, nanoseconds, rounds: rounds.length },
      quartiles: [quantile(rounds, 0.25), quantile(rounds, 0.75)],
      elementsPerSecond: (n / nanoseconds) * 1e9,
      nativeOver: oneThread === undefined || allThreads === undefined ? undefined : { oneThread, allThreads },
    };
  });
}
