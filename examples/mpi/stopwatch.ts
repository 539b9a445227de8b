/** Measures how long each part of a step takes. */

import { median } from '../../bench/harness/statistics.js';

export class Stopwatch {
  readonly #laps = new Map<string, number[]>();
  #last = performance.now();

  start(): void {
    this.#last = performance.now();
  }

  /** Ends a part, and begins the next. */
  lap(part: string): void {
    const now = performance.now();
    const laps = this.#laps.get(part) ?? [];
    laps.push(now - this.#last);
    this.#laps.set(part, laps);
    this.#last = now;
  }

  /** Milliseconds of each part: medians over the steps. */
  get medians(): string {
    return Array.from(this.#laps, ([part, laps]) => `${part} ${median(laps).toFixed(2)} ms`).join(', ');
  }
}
