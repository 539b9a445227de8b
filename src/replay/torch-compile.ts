import { FLOAT64, type FreshWords } from '../core/dtype.js';
import type { Factor } from '../core/factor.js';
import { checkInteger, isBranded, MAX_LENGTH } from '../input/check.js';
import { wrongType, wrongValue } from '../input/errors.js';
import { readList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import { type MaskRequest, type Replayed, SOURCE } from '../random/source.js';
import { readState } from './checks.js';
import { packBelow } from './compare.js';
import { philoxWords } from './philox.js';
import { ReplaySource } from './source.js';
import type { TorchGenerator } from './torch.js';
import type { TorchState } from './torch-state.js';

/** The options of a compiled graph. */
export interface TorchCompileOptions {
  /** The random operations of the graph: its dropouts in training with p in (0, 1). Default: 1. */
  operations?: number | undefined;
}

/** The state of a compiled graph as JSON. */
export interface TorchCompileState {
  /** The state of the generator. */
  generator: unknown;
  /** The seeds of the operations that the current run has not called. */
  seeds: readonly number[];
}

interface Graph {
  readonly torch: TorchState;
  readonly seeds: readonly number[];
}

const { fround } = Math;
const MOST = 2n ** 64n - 1n;
/** The float before 2^-31, which 4.6566127342e-10 is. */
const UNIT = fround(4.6566127342e-10);

/** The least integer whose number is above p: numbers are those of 31 bits times UNIT, in float32. */
function leastAbove(p: number): number {
  let [below, above] = [-1, 2 ** 31];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (fround(fround(middle) * UNIT) > fround(p)) above = middle;
    else below = middle;
  }
  return above;
}

/** The elements that are drawn at a time; a multiple of 32. */
const PIECE = 4096;

/** Packed bits: element e has word 0 of the block with counter e. */
function keptBits(seed: number, p: number, n: number): FreshWords {
  const least = leastAbove(p);
  const bits = new Uint32Array(Math.ceil(n / 32));
  const blocks = new Uint32Array(4 * Math.min(n, PIECE));
  for (let done = 0; done < n; done += PIECE) {
    const count = Math.min(PIECE, n - done);
    philoxWords([seed, 0], [done, 0, 0, 0], blocks.subarray(0, 4 * count));
    const words = Uint32Array.from({ length: count }, (_, e) => blocks[4 * e]);
    bits.set(packBelow(words, 1, 2 * least, true), done / 32);
  }
  return bits;
}

/**
 * Replays the dropouts of one graph that torch.compile has made for a CPU (docs/replay.md). All of its layers share this
 * generator, in the order of their calls. Before the first of each run it draws seeds for all of them.
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { TorchCompileGenerator, TorchGenerator } from 'native-dropout/replay';
 * const torch = new TorchGenerator(7); // torch.manual_seed(7)
 * const generator = new TorchCompileGenerator(torch, { operations: 2 });
 * const first = new Dropout(0.1, { generator });
 * const second = new Dropout(0.5, { generator });
 */
export class TorchCompileGenerator extends ReplaySource<Graph> {
  readonly #torch: TorchGenerator;
  readonly #operations: number;

  /**
   * Makes the generator of a graph.
   * @param torch The generator of PyTorch, which draws the seeds of each run.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  constructor(torch: TorchGenerator, options?: TorchCompileOptions) {
    if (!isBranded(torch, SOURCE) || torch._name !== 'TorchGenerator') {
      throw wrongType('torch', 'a TorchGenerator', torch);
    }
    super({ torch: torch._now, seeds: [] });
    if (options !== undefined) checkFields('options', options, ['operations']);
    this.#operations = checkInteger('operations', own(options, 'operations') ?? 1, 1, MAX_LENGTH);
    this.#torch = torch;
  }

  /** @internal */
  get _name(): string {
    return 'TorchCompileGenerator';
  }

  /**
   * The generator and what is left of the current run, as JSON. Settable.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): TorchCompileState {
    return this._write();
  }

  set state(state: TorchCompileState) {
    this._place(readState(this, state));
  }

  /** @internal */
  _replay({ p, elements, dtype, kind }: MaskRequest): Replayed<Graph> {
    if (kind !== 'select') throw wrongValue('generator', 'a source with alpha dropout', 'torch.compile');
    const torch = this.#torch._now;
    const { seeds } = this._now;
    if (p === 0 || p === 1) {
      const words = new Uint32Array(Math.ceil(elements / 32)).fill(p - 1);
      return { words, factor: { rule: 'multiply', by: 1 - p }, next: { torch, seeds } };
    }
    const scale = 1 / (1 - p);
    const factor: Factor = { rule: 'multiply', by: dtype === FLOAT64 ? scale : fround(scale) };
    const run = seeds.length > 0 ? { torch, seeds } : this.#begin(torch);
    const [seed, ...left] = run.seeds;
    return { words: keptBits(seed, p, elements), factor, next: { torch: run.torch, seeds: left } };
  }

  /** Draws a seed for each operation. */
  #begin(torch: TorchState): Graph {
    const engine = torch.engine.copy();
    const seeds = Array.from({ length: this.#operations }, () => {
      const high = BigInt(engine.next());
      return Number(BigInt.asUintN(32, (high * 2n ** 32n + BigInt(engine.next())) % MOST));
    });
    return { torch: { ...torch, engine, fresh: false }, seeds };
  }

  /** @internal */
  _place(state: Graph): void {
    this.#torch._place(state.torch);
    super._place(state);
  }

  /** @internal */
  _write(): TorchCompileState {
    return { generator: this.#torch._write(), seeds: this._now.seeds.slice() };
  }

  /** @internal */
  _read(name: string, state: unknown): Graph {
    checkFields(name, state, ['generator', 'seeds']);
    const torch = this.#torch._read(`${name}.generator`, own(state, 'generator'));
    const seeds = readList(`${name}.seeds`, own(state, 'seeds'), 'an array of seeds', (seed, i) =>
      checkInteger(`${name}.seeds[${i}]`, seed, 0, MAX_LENGTH),
    );
    if (seeds.length >= this.#operations && seeds.length > 0) {
      throw wrongValue(`${name}.seeds`, `fewer seeds than the ${this.#operations} operations`, seeds.length);
    }
    return { torch, seeds };
  }
}
