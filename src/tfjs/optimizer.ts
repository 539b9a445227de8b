/** The state of an optimizer: its own properties, which are numbers, tensors, variables and lists of variables. */

import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { CheckpointError } from '../checkpoint/checkpoint-error.js';
import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { isList } from '../input/list.js';
import { isTensor } from './tensor.js';
import { assign, isVariable, type Spec, tensorOf } from './tensors.js';

/** An optimizer of TensorFlow.js (tf.train), or one that is built alike. */
export interface Optimizer {
  /** Its class. */
  getClassName(): string;
}

type Plain = number | string | boolean | null;

interface Slot {
  originalName: string;
  variable: Variable;
}

/** A property: a plain value, a tensor, or the names of a list of variables. */
type Field = { value: Plain } | { tensor: true } | { list: string[] };

/** The state without its tensors, which follow in the order of the fields. Survives JSON. */
export interface OptimizerState {
  className: string;
  fields: Record<string, Field>;
}

const isSlot = (value: unknown): value is Slot => isRecord(value) && isVariable((value as Partial<Slot>).variable);

function fieldOf(name: string, value: unknown): Field {
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return { value: value as Plain };
  if (isTensor(value)) return { tensor: true };
  if (isList(value) && value.every(isSlot)) return { list: value.map(({ originalName }) => originalName) };
  throw wrongType(`optimizer.${name}`, 'a number, a text, a boolean, a tensor or a list of variables', value);
}

const fieldsOf = (optimizer: object): [string, unknown][] =>
  Object.entries(optimizer).filter(([, value]) => value !== undefined);

export function isOptimizer(optimizer: unknown): optimizer is Optimizer {
  return isRecord(optimizer) && typeof (optimizer as Partial<Optimizer>).getClassName === 'function';
}

/** @throws {TypeError} if a property is of another kind. */
export function optimizerState(optimizer: Optimizer): { state: OptimizerState; tensors: [string, Tensor][] } {
  const tensors: [string, Tensor][] = [];
  const fields = fieldsOf(optimizer).map(([name, value]): [string, Field] => {
    if (isTensor(value)) tensors.push([name, value]);
    else if (isList(value))
      for (const slot of value) if (isSlot(slot)) tensors.push([slot.originalName, slot.variable]);
    return [name, fieldOf(name, value)];
  });
  return { state: { className: optimizer.getClassName(), fields: Object.fromEntries(fields) }, tensors };
}

/** Takes the next tensor of a checkpoint. */
export type Take = (name: string) => { spec: Spec; bytes: Uint8Array };

/**
 * Plans to restore an optimizer.
 * @throws {CheckpointError} if it is of a different class.
 */
export function planOptimizer(optimizer: Optimizer, { className, fields }: OptimizerState, take: Take): () => void {
  const own = optimizer.getClassName();
  if (own !== className) throw new CheckpointError('optimizer', 'optimizer', `one of the class ${className}`, own);
  const object = optimizer as unknown as Record<string, unknown>;
  const changes = Object.entries(fields).map(([name, field]) => {
    if ('value' in field) {
      return () => {
        object[name] = field.value;
      };
    }
    const fits = 'tensor' in field ? isTensor(object[name]) : isList(object[name]) && object[name].every(isSlot);
    if (!fits) throw new CheckpointError('optimizer', `optimizer.${name}`, 'tensors, as in the checkpoint', 'none');
    if ('tensor' in field) {
      const { spec, bytes } = take(name);
      return () => restoreTensor(object, name, spec, bytes);
    }
    const saved = field.list.map((originalName) => ({ originalName, ...take(originalName) }));
    return () => {
      for (const { variable } of object[name] as Slot[]) variable.dispose();
      object[name] = saved.map(({ originalName, spec, bytes }) => ({
        originalName,
        variable: variableOf(spec, bytes),
      }));
    };
  });
  return () => {
    for (const [name] of fieldsOf(optimizer)) if (!Object.hasOwn(fields, name)) delete object[name];
    for (const change of changes) change();
  };
}

function restoreTensor(object: Record<string, unknown>, name: string, spec: Spec, bytes: Uint8Array): void {
  const before = object[name] as Tensor;
  if (isVariable(before)) {
    assign(before, spec, bytes);
    return;
  }
  before.dispose();
  object[name] = tensorOf(spec, bytes);
}

function variableOf(spec: Spec, bytes: Uint8Array): Variable {
  const value = tensorOf(spec, bytes);
  const variable = peers.core().engine().makeVariable(value, false);
  value.dispose();
  return variable;
}

/**
 * Makes an Adam optimizer that was loaded from a file continue as if it had not been saved, bit for bit. tf.loadLayersModel
 * sets the powers of its betas by `pow`, which rounds differently from the products of a training. This sets them to these
 * products. The other optimizers that TensorFlow.js loads need nothing and stay as they are.
 *
 * @param optimizer The optimizer of a model that was saved with `includeOptimizer: true`.
 * @returns The optimizer.
 * @throws {TypeError} if it is no optimizer.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { restoreOptimizer } from 'native-dropout/tfjs';
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
 * let saved;
 * const handler = tf.io.withSaveHandler(async (artifacts) => {
 *   saved = artifacts;
 *   return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
 * });
 * await model.save(handler, { includeOptimizer: true });
 * const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved));
 * restoreOptimizer(loaded.optimizer);
 */
export function restoreOptimizer<T extends Optimizer>(optimizer: T): T {
  if (!isOptimizer(optimizer)) throw wrongType('optimizer', 'an optimizer of TensorFlow.js', optimizer);
  const { iterations_: iterations = 0, ...fields } = optimizer as unknown as Record<string, unknown>;
  for (const [beta, power] of [
    ['beta1', 'accBeta1'],
    ['beta2', 'accBeta2'],
  ]) {
    const variable = fields[power];
    if (!isVariable(variable)) continue;
    const factor = Math.fround(fields[beta] as number);
    let product = factor;
    for (let i = 0; i < (iterations as number); ++i) product = Math.fround(product * factor);
    const spec: Spec = { name: power, shape: [], dtype: 'float32' };
    assign(variable, spec, new Uint8Array(Float32Array.of(product).buffer));
  }
  return optimizer;
}
