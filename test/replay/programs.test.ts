/** Any sequence of calls with a shared source gives what a reference gives that only counts drawn numbers. */

import {
  AlphaDropout,
  Dropout,
  Dropout2d,
  dropout,
  encodeCheckpoint,
  Generator,
  loadCheckpoint,
  Mask,
  monteCarlo,
  type StoredMask,
} from 'native-dropout';
import { TorchGenerator } from 'native-dropout/replay';
import { expect, test } from 'vitest';

const SEEDS = 60;
const STEPS = 60;

/** All numbers of a program: number k decides the k-th drawn element. */
const NUMBERS = 20_000;

const { fround } = Math;
const alpha = 1.7580993408473766;

/** A drawn mask, as the reference knows it: the first number, its elements and p. */
interface Drawn {
  readonly first: number;
  readonly n: number;
  readonly p: number;
}

/** The methods of all layers, without their types. */
interface AnyLayer {
  readonly p: number;
  readonly mask: unknown;
  forward(...args: unknown[]): unknown;
  backward(...args: unknown[]): unknown;
}

/** A layer, and what its next backward belongs to. */
interface Model {
  readonly real: AnyLayer;
  readonly channels: boolean;
  readonly isAlpha: boolean;
  readonly p: number;
  pending: Drawn | undefined;
  open: number;
}

class World {
  readonly generator: TorchGenerator;
  readonly layers: Model[];
  readonly #chance: Generator;
  readonly #numbers: Float64Array;
  readonly #masks: { real: StoredMask; drawn: Drawn }[] = [];
  readonly #states: { real: unknown; at: number }[] = [];
  /** How many numbers have been drawn. */
  #at = 0;

  constructor(seed: number) {
    this.generator = new TorchGenerator(seed);
    this.#numbers = new TorchGenerator(seed).rand(NUMBERS, { dtype: 'float64' });
    this.#chance = new Generator(seed);
    const { generator } = this;
    const layer = (real: AnyLayer, channels = false): Model => {
      return { real, channels, isAlpha: real instanceof AlphaDropout, p: real.p, pending: undefined, open: 0 };
    };
    this.layers = [
      layer(new Dropout(0.021, { generator })),
      layer(new Dropout2d(0.052, { generator }), true),
      layer(new AlphaDropout(0.3, { generator })),
      layer(new Dropout(1, { generator })),
    ];
  }

  pick(n: number): number {
    return Math.floor(this.#chance.uniform(new Float64Array(1))[0] * n);
  }

  input(n: number): Float32Array {
    return this.#chance.normal(n);
  }

  /** Draws n numbers in the reference. */
  draw(n: number, p: number): Drawn {
    const drawn = { first: this.#at, n, p };
    if (p > 0 && p < 1) this.#at += n;
    return drawn;
  }

  #kept({ first, p }: Drawn, i: number): boolean {
    return p === 0 || (p < 1 && this.#numbers[first + i] < 1 - p);
  }

  /** The values of a forward, or of a gradient, in which `shared` elements share one of the mask. */
  values(x: Float32Array, drawn: Drawn, shared: number, isAlpha: boolean, isGradient: boolean, from = 0): Float32Array {
    const { p } = drawn;
    const a = p === 1 ? 0 : 1 / Math.sqrt((alpha * alpha * p + 1) * (1 - p));
    const shift = isGradient ? 0 : fround(alpha * a * p);
    const scale = isAlpha ? fround(a) : fround(1 / fround(1 - p));
    return x.map((one, i) => {
      if (this.#kept(drawn, from + Math.floor(i / shared))) return isAlpha ? fround(one * scale) + shift : one * scale;
      return isAlpha && !isGradient ? shift - fround(alpha * a) : 0;
    });
  }

  step(): void {
    const model = this.layers[this.pick(this.layers.length)];
    const { generator } = this;
    const shared = model.channels ? 6 : 1;
    const n = shared * this.pick(90);
    const shape = [1, n / 6, 3, 2];
    const options = model.channels ? { shape } : {};
    const x = this.input(n);
    switch (this.pick(11)) {
      case 0:
      case 1: {
        const y = model.real.forward(x, options);
        const drawn = this.draw(n / shared, model.p);
        expect(y).toEqual(this.values(x, drawn, shared, model.isAlpha, false));
        model.pending = drawn;
        model.open += 1;
        if (!model.channels) this.#masks.push({ real: model.real.mask as StoredMask, drawn });
        return;
      }
      case 2: {
        if (model.pending === undefined || model.open > 1) {
          expect(() => model.real.backward(x)).toThrow();
          return;
        }
        const dy = this.input(model.pending.n * shared);
        expect(model.real.backward(dy)).toEqual(this.values(dy, model.pending, shared, model.isAlpha, true));
        model.open = 0; // the same forward may have further backwards
        return;
      }
      case 3:
        expect(model.real.forward(x, { ...options, training: false })).toBe(x);
        return;
      case 4:
        expect(() => model.real.forward(x, { ...options, out: new Float32Array(n + 1) })).toThrow(/^out: /);
        expect(() => dropout(x, 0.5, { generator, offset: 1 })).toThrow(/^offset: /);
        return;
      case 5: {
        const mask = generator.mask(0.4, n);
        this.#masks.push({ real: mask, drawn: this.draw(n, 0.4) });
        return;
      }
      case 6: {
        const known = this.#masks[this.pick(this.#masks.length)];
        if (known === undefined || known.drawn.p === 0.3) return; // masks of alpha dropout scale in another way
        const { real, drawn } = known;
        const from = this.pick(drawn.n + 1);
        const part = this.input(drawn.n - from);
        const wanted = this.values(part, drawn, 1, false, false, from);
        expect(real.slice(from).apply(part)).toEqual(wanted);
        expect(Mask.fromJSON(JSON.parse(JSON.stringify(real))).apply(part, { offset: from })).toEqual(wanted);
        return;
      }
      case 7: {
        const real = [generator.state, JSON.parse(JSON.stringify(generator)), encodeCheckpoint({ generator })][
          this.pick(3)
        ];
        this.#states.push({ real, at: this.#at });
        return;
      }
      case 8: {
        const saved = this.#states[this.pick(this.#states.length)];
        if (saved === undefined) return;
        const isCheckpoint = saved.real instanceof Uint8Array && saved.real.length !== 5056;
        if (isCheckpoint) loadCheckpoint(saved.real as Uint8Array, { generator });
        else generator.state = saved.real as Uint8Array;
        this.#at = saved.at;
        return;
      }
      case 9: {
        const before = this.#at;
        const seen: Float32Array[] = [];
        monteCarlo(2, () => {
          const y = dropout(x, 0.4, { generator });
          seen.push(y);
          return y;
        });
        expect(seen).toEqual([0, 1].map(() => this.values(x, this.draw(n, 0.4), 1, false, false)));
        this.#at = before;
        return;
      }
      default:
        expect(dropout(x, 0.4, { generator })).toEqual(this.values(x, this.draw(n, 0.4), 1, false, false));
    }
  }
}

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))('program %d', (seed) => {
  const world = new World(seed);
  for (let i = 0; i < STEPS; ++i) world.step();
});
