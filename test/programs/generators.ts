/** The generators of a program: ours, and sources of other frameworks. Each model knows where its generator must be. */

import assert from 'node:assert/strict';
import { defaultGenerator, type Generator, type GeneratorState, type Source, type SourceState } from 'native-dropout';
import type { Drawer } from '../reference/mask.js';
import type { DtypeName } from '../reference/values.js';
import type { Wrong } from './bad.js';
import type { Place } from './frameworks/draws.js';
import { drawnMask, type MaskModel, MOST, storedMask } from './masks.js';
import type { Row } from './rows.js';
import type { Family, Member } from './sources.js';

/** The mask that a forward needs. */
export interface Need {
  readonly row: Pick<Row, 'dropping'>;
  /** The probability that the mask is drawn with. */
  readonly p: number;
  /** The elements of the mask, and of the array. */
  readonly elements: number;
  readonly length: number;
  readonly dtype: DtypeName;
  readonly offset: number;
}

/** A draw that the model has not taken. */
export interface Draw {
  readonly mask: MaskModel;
  take(): void;
}

/** What a generator gives next: a draw, or the error that it throws; neither without a draw. */
export interface Next {
  readonly draw?: Draw;
  readonly wrong?: Wrong | undefined;
}

/** Where a generator was. */
export interface Saved {
  readonly of: string;
  readonly place: Place | Drawer;
  /** The state as JSON. */
  readonly json: GeneratorState | SourceState;
}

interface Model {
  readonly real: Generator | Source;
  /** States go between generators of the same name. */
  readonly name: string;
  /** Everything that the next draw depends on. */
  place: unknown;
  next(need: Need): Next;
  save(): Saved;
  /** Moves to a place of a generator of the same name. */
  restore(saved: Saved): void;
  /** Makes passes have their own place from now on. */
  settle(): void;
  /** Requires that the real generator is where it must be. */
  check(): void;
}

export class OwnGenerator implements Model {
  readonly name = 'Generator';
  readonly real: Generator;
  place: Drawer;

  constructor(real: Generator) {
    this.real = real;
    this.place = { seed: real.seed, draw: real.draw };
  }

  /** The error if no draw is left. */
  get exhausted(): Wrong | undefined {
    return this.place.draw >= MOST ? { error: RangeError, names: 'generator' } : undefined;
  }

  next({ p, offset }: Need): Next {
    const wrong = this.exhausted;
    return wrong === undefined
      ? { draw: { mask: drawnMask(this.place, p, offset), take: () => this.take() } }
      : { wrong };
  }

  take(): void {
    this.place = { ...this.place, draw: this.place.draw + 1 };
  }

  save(): Saved {
    const { seed, draw } = this.place;
    return { of: this.name, place: this.place, json: { seed: `${seed}`, draw } };
  }

  restore({ place }: Saved): void {
    this.place = place as Drawer;
  }

  settle(): void {
    Object.assign(this.real, { draw: this.real.draw });
  }

  check(): void {
    const { seed, draw } = this.real;
    assert.deepEqual({ seed, draw }, this.place, 'where a generator stands');
  }
}

export class SourceModel implements Model {
  readonly name: string;
  readonly real: Source;
  readonly #member: Member;
  /** The place, which the other sources of the family share. */
  readonly #family: { place: Place };
  /** The state of the source at each place where it has been. */
  readonly #states = new Map<string, string>();

  constructor(member: Member, family: { place: Place }) {
    ({ name: this.name, real: this.real } = member);
    this.#member = member;
    this.#family = family;
    this.check();
  }

  get place(): Place {
    const { place } = this.#family;
    const { state } = this.#member;
    return state === undefined ? place : Object.fromEntries(state.map((part) => [part, place[part]]));
  }

  set place(place: Place) {
    this.#family.place = this.#member.state === undefined ? place : { ...this.#family.place, ...place };
  }

  next({ row, offset, ...need }: Need): Next {
    const kind = row.dropping;
    if (kind === undefined) return { wrong: { error: TypeError, names: 'generator' } };
    if (offset > 0) return { wrong: { error: RangeError, names: 'offset' } };
    const drawn = this.#member.draws(this.#family.place, { ...need, kind });
    if ('error' in drawn) return { wrong: drawn };
    const { kept, factor, next } = drawn;
    const bits = Array.from({ length: need.elements }, (_, i) => Number(kept(i)));
    const take = (): void => {
      this.#family.place = next;
    };
    return { draw: { mask: storedMask(bits, need.p, factor), take } };
  }

  save(): Saved {
    const json = JSON.parse(JSON.stringify(this.real)) as SourceState;
    return { of: this.name, place: this.place, json };
  }

  restore({ place }: Saved): void {
    this.place = place as Place;
  }

  /** Begins anew, if a framework can. */
  renew(value: number): void {
    this.place = this.#member.renew?.(value) ?? this.place;
  }

  /** Notes a use under both names. */
  note(used: Set<string>, use: string): void {
    for (const name of [this.name, this.real.constructor.name]) used.add(`${use} ${name}`);
  }

  settle(): void {
    Object.assign(this.real, { state: this.real.state });
  }

  /** At a known place it has the state that it had there before, and at a new one no state that it ever had. */
  check(): void {
    const { stateAt } = this.#member;
    if (stateAt !== undefined) assert.deepEqual(this.real.state, stateAt(this.place), `the state of ${this.name}`);
    const [at, state] = [JSON.stringify(this.place), textOf(this.real.state)];
    const before = this.#states.get(at);
    if (before === undefined) assert(![...this.#states.values()].includes(state), `${this.name} has moved to ${at}`);
    else assert(before === state, `${this.name} is at ${at}: ${state}`);
    this.#states.set(at, state);
  }
}

/** A state as a text; the digits of many bytes would take long. */
const textOf = (state: unknown): string =>
  state instanceof Uint8Array ? Buffer.from(state).toString('latin1') : JSON.stringify(state);

export type AnyModel = OwnGenerator | SourceModel;

export function modelsOf({ place, members }: Family): SourceModel[] {
  const family = { place };
  return members.map((member) => new SourceModel(member, family));
}

/** The option `generator`; none for the default generator. */
export function given({ real }: AnyModel): { generator?: Generator | Source } {
  return real === defaultGenerator ? {} : { generator: real };
}

/** The error of a state of another generator; undefined if the state fits. */
export function misfit(model: AnyModel, { of }: Saved, names: string): Wrong | undefined {
  if (of === model.name) return undefined;
  return { error: [of, model.name].includes('Generator') ? TypeError : RangeError, names };
}
