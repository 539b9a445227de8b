import { checkInteger, MAX_INDEX } from '../input/check.js';
import { checkFields, own } from '../input/options.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { readState } from './checks.js';
import { flaxMask } from './flax-mask.js';
import { checkKey, JaxKey, type JaxKeyState } from './jax.js';
import type { KeyData } from './jax-bits.js';
import { ReplaySource } from './source.js';

/** A key, and how many keys have been made of it. */
export interface StreamData {
  readonly key: KeyData;
  readonly count: number;
}

/** The state of a stream of keys. */
export interface KeyStreamState {
  /** The key of which the stream makes others. */
  key: JaxKeyState;
  /** The keys that were made. */
  count: number;
}

/** A sequence of keys, one for each call that draws: what a layer of Flax has. */
export abstract class KeyStream extends ReplaySource<StreamData> {
  /** @internal The key of a place. */
  abstract _keyAt(place: StreamData): KeyData;

  /** The key and the number of keys that were made of it. Settable. */
  get state(): KeyStreamState {
    return this._write();
  }

  set state(state: KeyStreamState) {
    this._place(readState(this, state));
  }

  /** Takes the next key. */
  next(): JaxKey {
    const key = new JaxKey(this._keyAt(this._now));
    this._move(after(this._now));
    return key;
  }

  /** @internal */
  _replay(request: MaskRequest): Replayed<StreamData> {
    let next = this._now;
    const mask = flaxMask(request, () => {
      next = after(next);
      return this._keyAt(this._now);
    });
    return { ...mask, next };
  }

  /** @internal */
  _write(): KeyStreamState {
    const { key, count } = this._now;
    return { key: { ...key, words: key.words.slice() }, count };
  }

  /** @internal */
  _read(name: string, state: unknown): StreamData {
    checkFields(name, state, ['key', 'count']);
    const key = checkKey(`${name}.key`, own(state, 'key'));
    return { key, count: checkInteger(`${name}.count`, own(state, 'count'), 0, MAX_INDEX) };
  }
}

function after({ key, count }: StreamData): StreamData {
  return { key, count: count + 1 };
}
