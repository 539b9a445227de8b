/** Checkpoints of trainings with TensorFlow.js. */

import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { CheckpointError } from '../checkpoint/checkpoint-error.js';
import { Plan } from '../checkpoint/restore.js';
import { type Bytes, bytesOf, type Node, write } from '../checkpoint/tree.js';
import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { checkFields } from '../input/options.js';
import { defaultGenerator } from '../random/default-generator.js';
import { architectureOf } from './architecture.js';
import {
  fromArtifacts,
  type Loaded,
  type Named,
  type Parts,
  Reader,
  type Store,
  specOf,
  specOfBytes,
} from './artifacts.js';
import { type Place, placesOf, planPlaces } from './layer-places.js';
import { isOptimizer, type Optimizer, type OptimizerState, optimizerState, planOptimizer } from './optimizer.js';
import { unseeded } from './seed.js';
import type { SeededRun, SeededState } from './seeded.js';
import { type CheckpointPlace, type KeepOption, storeOf } from './store.js';
import { assign } from './tensors.js';

/** A tf.LayersModel, or a tf.Sequential. */
export interface Model {
  /** The variables, trainable or not. */
  readonly weights: readonly {
    readonly originalName: string;
    /** The value. */
    read(): Tensor;
  }[];
  /** The optimizer that compile() has set. */
  readonly optimizer: unknown;
  /** The architecture. */
  toJSON(unused?: unknown, returnString?: boolean): unknown;
}

/** What a checkpoint consists of. Each part may be missing, but the same parts are saved and loaded. */
export interface Training {
  /** A tf.LayersModel: its weights, the numbers and draws of its dropout layers, and its optimizer. */
  model?: Model;
  /** Variables that belong to no model, by their names. */
  variables?: Readonly<Record<string, Variable>>;
  /** The optimizer. Default: that of the model, if it has one. */
  optimizer?: Optimizer;
  /** The run that `seeded` has started: the stream of Math.random. */
  run?: SeededRun;
  /** Your own values, as for `saveCheckpoint` of the main entry point: steps, losses, Generators, typed arrays. */
  state?: object;
}

interface Content {
  layers: Record<string, Place>;
  variables: string[];
  optimizer: OptimizerState | null;
  run: SeededState | null;
  state: Node;
  /** The place of a fit; null if there is none. */
  fit: Node;
  defaultGenerator: Node;
}

const FIELDS = ['model', 'variables', 'optimizer', 'run', 'state'];

/** The parts, read once. */
export function readTraining(training: Training) {
  checkFields('training', training, FIELDS);
  const { model, variables = {}, run, state = {} } = training;
  if (model !== undefined && !isModel(model)) throw wrongType('model', 'a tf.LayersModel', model);
  const optimizer = training.optimizer ?? model?.optimizer;
  if (optimizer !== undefined && !isOptimizer(optimizer)) throw wrongType('optimizer', 'an optimizer', optimizer);
  if (!isRecord(state)) throw wrongType('state', 'an object', state);
  const weights: Named[] = (model?.weights ?? []).map((weight) => [weight.originalName, weight.read()]);
  return { model, variables: [...weights, ...Object.entries(variables)], optimizer, run, state };
}

type TrainingParts = ReturnType<typeof readTraining>;

function isModel(model: unknown): model is Model {
  return isRecord(model) && 'weights' in model && typeof (model as Partial<Model>).toJSON === 'function';
}

/**
 * Saves a training, so that {@link loadCheckpoint} continues it bit for bit: weights, all variables of the optimizer, draws
 * of layers, of the default generator and of the run, and your own values. The checkpoint is also a model that
 * `tf.loadLayersModel` reads. In a folder each checkpoint has its own subfolder, with a number as its name. It gets this
 * name when its files are on the disk, so a process that is killed leaves the last whole one.
 *
 * Await it before the next step. {@link resumable} calls it during `fit`.
 *
 * @param place A folder, which is made if there is none (Node.js, Bun, Deno), or a handler of `tf.io`.
 * @param training What to save.
 * @param options `keep`, for folders alone.
 * @throws {TypeError | RangeError} if an argument is wrong, or the state contains something that cannot be saved.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { loadCheckpoint, saveCheckpoint } from 'native-dropout/tfjs';
 * const w = tf.variable(tf.zeros([2, 3]));
 * const training = { variables: { w }, optimizer: tf.train.adam(), state: { step: 0 } };
 * let saved; // in Node.js, a folder instead of a handler
 * const handler = { save: async (artifacts) => (saved = artifacts), load: async () => saved };
 * await loadCheckpoint(handler, training); // false: there is none
 * for (; training.state.step < 3; training.state.step += 1) {
 *   training.optimizer.minimize(() => w.sub(1).square().sum(), false, [w]);
 *   await saveCheckpoint(handler, training);
 * }
 */
export async function saveCheckpoint(
  place: CheckpointPlace,
  training: Training,
  options: KeepOption = {},
): Promise<void> {
  checkFields('options', options, ['keep']);
  const { keep } = options;
  await saveTraining(storeOf(place, keep), training, null);
}

/** @param fit The place of a fit. */
export async function saveTraining(store: Store, training: Training, fit: object | null): Promise<void> {
  await store.save(await partsOf(training, fit));
}

async function partsOf(training: Training, fit: object | null): Promise<Parts<Content>> {
  const { model, variables, optimizer, run, state } = readTraining(training);
  const arrays: Bytes[] = [];
  const own = optimizer === undefined ? undefined : optimizerState(optimizer);
  const content: Content = {
    layers: model === undefined ? {} : placesOf(model),
    variables: variables.map(([name]) => name),
    optimizer: own?.state ?? null,
    run: run?.state ?? null,
    state: write('state', state, arrays),
    fit: write('fit', fit, arrays),
    defaultGenerator: write('defaultGenerator', unseeded(), []),
  };
  const slots = own?.tensors ?? [];
  const specs = [
    ...variables.map((named) => specOf(named)),
    ...slots.map((named) => specOf(named, 'optimizer')),
    ...arrays.map((bytes, i) => specOfBytes(`state/${i}`, bytes)),
  ];
  const values = await Promise.all([...variables, ...slots].map(([, tensor]) => tensor.data()));
  return { topology: topologyOf(model), specs, data: [...values.map(bytesOf), ...arrays], content };
}

const topologyOf = (model: Model | undefined): unknown => model?.toJSON(undefined, false) ?? {};

/**
 * Restores the last checkpoint of {@link saveCheckpoint}. All is checked before anything changes.
 *
 * @param place A folder, or a handler of `tf.io`.
 * @param training The same parts as were saved: a model of the same architecture, an optimizer of the same class.
 * @returns Whether there was a checkpoint.
 * @throws {CheckpointError} if it is cut off or changed, of another version, or of a different model, optimizer or state.
 * Nothing has changed then.
 * @throws {TypeError} if an argument is wrong.
 */
export async function loadCheckpoint(place: CheckpointPlace, training: Training): Promise<boolean> {
  return loadTraining(storeOf(place), training, null);
}

/** @param fit The place of a fit, to be restored; null leaves it out. */
export async function loadTraining(store: Store, training: Training, fit: object | null): Promise<boolean> {
  const parts = readTraining(training);
  const artifacts = await store.load();
  if (artifacts === undefined) return false;
  restore({ ...parts, fit }, fromArtifacts<Content>(artifacts));
  return true;
}

function restore(
  { model, variables, optimizer, run, state, fit }: TrainingParts & { fit: object | null },
  parts: Loaded<Content>,
): void {
  const { topology, content } = parts;
  if (architectureOf(topology) !== architectureOf(topologyOf(model))) {
    throw new CheckpointError('model', 'model', 'the architecture of the checkpoint', 'a different one');
  }
  const reader = new Reader(parts);
  const changes: (() => void)[] = [];
  if (variables.length !== content.variables.length) {
    const [saved, own] = [content.variables.length, variables.length];
    throw new CheckpointError('model', 'variables', `${saved}, as in the checkpoint`, String(own));
  }
  for (const named of variables) {
    const { spec, bytes } = reader.next();
    const { shape, dtype } = specOf(named);
    const [saved, own] = [`${spec.dtype} [${spec.shape}]`, `${dtype} [${shape}]`];
    if (saved !== own) throw new CheckpointError('model', named[0], `${saved}, as in the checkpoint`, own);
    changes.push(() => assign(named[1] as Variable, spec, bytes));
  }
  changes.push(model === undefined ? () => {} : planPlaces(model, content.layers));
  if ((optimizer === undefined) !== (content.optimizer === null)) {
    const [saved, own] = [content.optimizer?.className ?? 'none', optimizer?.getClassName() ?? 'none'];
    throw new CheckpointError('optimizer', 'optimizer', `${saved}, as in the checkpoint`, own);
  }
  if (optimizer !== undefined && content.optimizer !== null) {
    changes.push(planOptimizer(optimizer, content.optimizer, () => reader.next()));
  }
  if ((run === undefined) !== (content.run === null)) {
    const [saved, own] = [content.run, run].map((one) => (one ? 'a run' : 'none'));
    throw new CheckpointError('state', 'run', `${saved}, as in the checkpoint`, own);
  }
  const plan = new Plan(reader.rest());
  plan.object('state', content.state, state);
  if (fit !== null) plan.object('fit', content.fit, fit);
  plan.object('checkpoint', { object: { defaultGenerator: content.defaultGenerator } }, { defaultGenerator });
  for (const change of changes) change();
  plan.run();
  if (run !== undefined && content.run !== null) run.state = content.run;
}
