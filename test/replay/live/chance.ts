import { Generator } from 'native-dropout';

/** Random arguments of a seed. */
export class Chance {
  readonly #next: Generator;

  constructor(seed: number) {
    this.#next = new Generator(seed);
  }

  unit(): number {
    return this.#next.uniform(new Float64Array(1))[0];
  }

  integer(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)];
  }

  /** Lengths around blocks of 16 numbers and of 624 words. */
  length(): number {
    return this.of([() => this.integer(1, 40), () => this.integer(300, 330), () => this.integer(600, 1300)])();
  }

  /** Also 0, tiny ones, and those whose scales differ between functions. */
  rateBelowOne(): number {
    return this.of([() => this.unit(), () => this.of([0, 0.5, 0.1, 0.021, 1e-9, 0.999])])();
  }

  /** Also 1. */
  rate(): number {
    return this.unit() < 0.07 ? 1 : this.rateBelowOne();
  }
}
