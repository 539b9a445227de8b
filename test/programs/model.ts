/** Steps that change modes, p and states, of single layers and of the whole model. */

import assert from 'node:assert/strict';
import { type LayerState, layerState, loadLayerState, type ModelState, train } from 'native-dropout';
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
  const { real, row, generator } = layer;
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
      [layer.p, layer.training] = [state.p, state.training];
      [generator.seed, generator.draw] = [BigInt(state.generator.seed), state.generator.draw];
      forget(world, layer);
    }
  }
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
      for (const [i, layer] of layers.entries()) {
        const { p, training, generator } = states[i];
        [layer.p, layer.training] = [p, training];
        [layer.generator.seed, layer.generator.draw] = [BigInt(generator.seed), generator.draw];
        forget(world, layer);
      }
    }
  }
}
