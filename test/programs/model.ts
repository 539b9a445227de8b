/** Steps that change modes, p and states, of single layers and of the whole model. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeCheckpoint,
  type GeneratorState,
  type LayerState,
  layerState,
  loadCheckpoint,
  loadLayerState,
  type ModelState,
  saveCheckpoint,
  train,
} from 'native-dropout';
import { attempt } from './attempt.js';
import type { Wrong } from './bad.js';
import type { LayerStep, ModelStep } from './steps.js';
import { type LayerModel, pick, type World } from './world.js';

const stateOf = ({ p, training, generator: { seed, draw } }: LayerModel): LayerState => ({
  p,
  training,
  generator: { seed: seed.toString(), draw },
});

/** Forgets the forwards of a layer. */
function forget(world: World, layer: LayerModel): void {
  world.remember(layer, { evaluated: undefined, pending: undefined, open: 0 });
}

export function layerStep(world: World, { layer: code, act, p, value }: LayerStep): void {
  const layer = pick(world.layers, code);
  const { real, row } = layer;
  world.say(() => `layer ${world.layers.indexOf(layer)}: ${act} ${p} ${value}`);
  switch (act) {
    case 'p': {
      const set = pick([p, p, p, 2, Number.NaN, '1' as never], value);
      const bad = typeof set !== 'number' ? TypeError : !(set >= 0 && set <= 1) || (row.belowOne && set === 1);
      const wrong: Wrong | undefined =
        bad === false ? undefined : { error: bad === true ? RangeError : bad, names: row.parameter };
      attempt(world, 'p', wrong, () => {
        real[value % 2 === 0 ? 'p' : row.parameter] = set;
      });
      if (wrong === undefined) layer.p = set;
      return;
    }
    case 'train':
    case 'eval':
    case 'training':
      if (act === 'training') real.training = value % 2 === 0;
      else assert.equal(act === 'eval' ? real.eval() : real.train(value % 2 === 0), real, 'what train() returns');
      layer.training = act !== 'eval' && value % 2 === 0;
      forget(world, layer);
      return;
    case 'reset':
      real.reset();
      forget(world, layer);
      return;
    case 'state':
      assert.deepEqual([real.state, real.toJSON()], [stateOf(layer), stateOf(layer)], 'the state of a layer');
      world.states.push(real.state);
      return;
    case 'load': {
      if (world.states.length === 0) return;
      const state = pick(world.states, value);
      const wrong = row.belowOne && state.p === 1 ? { error: RangeError, names: 'p' } : undefined;
      attempt(world, 'state', wrong, () => {
        real.state = state;
      });
      if (wrong !== undefined) return;
      restored(world, layer, state);
    }
  }
}

/** The file of checkpoints. */
let file: string | undefined;

function checkpointOf(state: object, asFile: boolean): Uint8Array {
  if (!asFile) return encodeCheckpoint(state);
  file ??= join(mkdtempSync(join(tmpdir(), 'native-dropout-programs-')), 'checkpoint');
  saveCheckpoint(file, state);
  return readFileSync(file);
}

/** A layer's state was loaded. */
function restored(world: World, layer: LayerModel, state: LayerState): void {
  const { p, training } = state;
  const { seed, draw } = state.generator as GeneratorState;
  [layer.p, layer.training] = [p, training];
  [layer.generator.seed, layer.generator.draw] = [BigInt(seed), draw];
  forget(world, layer);
}

/** The layers as a model: a list inside an object. */
export function modelStep(world: World, { act, value }: ModelStep): void {
  const { layers } = world;
  const model = { encoder: layers.map(({ real }) => real) };
  world.say(`model: ${act} ${value}`);
  world.calls += 1;
  switch (act) {
    case 'train':
      train(model, value % 2 === 0);
      for (const layer of layers) {
        layer.training = value % 2 === 0;
        forget(world, layer);
      }
      return;
    case 'state': {
      const real = layerState(model);
      const states = layers.map(stateOf);
      assert.deepEqual(real, Object.fromEntries(states.map((state, i) => [`encoder.${i}`, state])), 'layerState');
      world.checkpoints.push({ real, layers: states });
      return;
    }
    case 'load': {
      if (world.checkpoints.length === 0) return;
      const { real, layers: states } = pick(world.checkpoints, value);
      loadLayerState(model, JSON.parse(JSON.stringify(real)) as ModelState);
      for (const [i, layer] of layers.entries()) restored(world, layer, states[i]);
      return;
    }
    case 'save': {
      const [{ seed, draw }] = world.generators;
      const bytes = checkpointOf({ ...model, values: Float32Array.of(value), value }, value % 16 === 0);
      world.saved.push({ bytes, value, seed, draw, layers: layers.map(stateOf) });
      return;
    }
    case 'restore': {
      if (world.saved.length === 0) return;
      const saved = pick(world.saved, value);
      const state = { ...model, values: new Float32Array(1), value: 0 };
      assert.equal(loadCheckpoint(saved.bytes, state), true);
      assert.deepEqual([state.value, ...state.values], [saved.value, saved.value], 'the values of a checkpoint');
      for (const [i, layer] of layers.entries()) restored(world, layer, saved.layers[i]);
      [world.generators[0].seed, world.generators[0].draw] = [saved.seed, saved.draw];
    }
  }
}
