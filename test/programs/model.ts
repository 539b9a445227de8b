/** Steps that change modes, p and states, of single layers and of the whole model. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeCheckpoint,
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
import { misfit } from './generators.js';
import type { LayerStep, ModelStep } from './steps.js';
import { type LayerModel, pick, type SavedLayer, type World } from './world.js';

const savedOf = ({ p, training, generator }: LayerModel): SavedLayer => ({ p, training, generator: generator.save() });
const stateOf = (saved: SavedLayer): LayerState => ({ ...saved, generator: saved.generator.json });

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
    case 'state': {
      const saved = savedOf(layer);
      assert.deepEqual([real.state, real.toJSON()], [stateOf(saved), stateOf(saved)], 'the state of a layer');
      world.states.push(saved);
      return;
    }
    case 'load': {
      if (world.states.length === 0) return;
      const saved = pick(world.states, value);
      const atOne = row.belowOne && saved.p === 1 ? { error: RangeError, names: 'p' } : undefined;
      const wrong = atOne ?? misfit(layer.generator, saved.generator, 'state.generator');
      attempt(world, 'state', wrong, () => {
        real.state = stateOf(saved);
      });
      if (wrong === undefined) restored(world, layer, saved);
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
function restored(world: World, layer: LayerModel, { p, training, generator }: SavedLayer): void {
  [layer.p, layer.training] = [p, training];
  layer.generator.restore(generator);
  forget(world, layer);
}

/** The layers as a model: a list inside an object. */
export function modelStep(world: World, { act, value }: ModelStep): void {
  const { layers } = world;
  const model = { encoder: layers.map(({ real }) => real) };
  const sources = world.sources.map(({ real }) => real);
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
      const saved = layers.map(savedOf);
      const states = saved.map((one, i) => [`encoder.${i}`, stateOf(one)]);
      assert.deepEqual(real, Object.fromEntries(states), 'layerState');
      world.checkpoints.push({ real, layers: saved });
      return;
    }
    case 'load': {
      if (world.checkpoints.length === 0) return;
      const { real, layers: states } = pick(world.checkpoints, value);
      loadLayerState(model, JSON.parse(JSON.stringify(real)) as ModelState);
      for (const [i, layer] of layers.entries()) {
        restored(world, layer, states[i]);
        world.use(layer.generator, 'checkpoint');
      }
      return;
    }
    case 'save': {
      const state = { ...model, sources, values: Float32Array.of(value), value };
      const bytes = checkpointOf(state, value % 16 === 0);
      const generators = world.generators.map((generator) => generator.save());
      world.saved.push({ bytes, value, generators, layers: layers.map(savedOf) });
      return;
    }
    case 'restore': {
      if (world.saved.length === 0) return;
      const saved = pick(world.saved, value);
      const state = { ...model, sources, values: new Float32Array(1), value: 0 };
      assert.equal(loadCheckpoint(saved.bytes, state), true);
      assert.deepEqual([state.value, ...state.values], [saved.value, saved.value], 'the values of a checkpoint');
      for (const [i, layer] of layers.entries()) restored(world, layer, saved.layers[i]);
      for (const generator of [world.generators[0], ...world.sources]) {
        generator.restore(saved.generators[world.generators.indexOf(generator)]);
        world.use(generator, 'checkpoint');
      }
    }
  }
}
