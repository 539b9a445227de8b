/** In tfjs-node, TensorFlow runs the operation in a graph too: a SavedModel gives the bits of the eager call. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import { dropout } from 'native-dropout/tfjs';
import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import type { NodeBackend } from '../../src/tfjs/operation.js';
import { expectSame } from '../support/same.js';
import { taken, tf, use } from './backends.js';
import { onNode, require } from './copy.js';

const N = 1000;
const [FLOAT, INT32] = [1, 3]; // DataType of TensorFlow

/** A message of TensorFlow's protocol buffers, as tfjs-node's module makes them. */
type Message = Record<string, (...values: unknown[]) => Message> & { serializeBinary(): Uint8Array };

const messages = onNode ? require('@tensorflow/tfjs-node/dist/proto/api_pb') : {};

/** Makes a message; each field is the name of a setter, or of a map. */
function make(Type: new () => Message, fields: Record<string, unknown>): Message {
  const message = new Type();
  for (const [name, value] of Object.entries(fields)) {
    if (!name.startsWith('get')) message[name](value);
    else for (const [key, item] of Object.entries(value as object)) message[name]().set(key, item);
  }
  return message;
}

/** The SavedModel of y = operation(call, x). */
function savedModel(operation: string, call: Int32Array): Uint8Array {
  const { AttrValue, GraphDef, MetaGraphDef, NodeDef, SavedModel, SignatureDef, TensorShape, VersionDef } = messages;
  const shape = (n: number) => make(TensorShape, { setDimList: [make(TensorShape.Dim, { setSize: n })] });
  const of = (setter: string, value: unknown) => make(AttrValue, { [setter]: value });
  const tensor = make(messages.Tensor, {
    ...{ setDtype: INT32, setTensorShape: shape(call.length), setTensorContent: new Uint8Array(call.buffer) },
  });
  const node = (setName: string, setOp: string, setInputList: string[], getAttrMap: object) =>
    make(NodeDef, { setName, setOp, setInputList, getAttrMap });
  const graph = make(GraphDef, {
    setNodeList: [
      node('x', 'Placeholder', [], { dtype: of('setType', FLOAT), shape: of('setShape', shape(N)) }),
      node('call', 'Const', [], { dtype: of('setType', INT32), value: of('setTensor', tensor) }),
      node('y', operation, ['call', 'x'], { N: of('setI', 1) }),
    ],
    setVersions: make(VersionDef, { setProducer: 1882 }), // of TensorFlow 2.18
  });
  const info = (name: string) =>
    make(messages.TensorInfo, { setName: `${name}:0`, setDtype: FLOAT, setTensorShape: shape(N) });
  const signature = make(SignatureDef, {
    getInputsMap: { x: info('x') },
    getOutputsMap: { y: info('y') },
    setMethodName: 'tensorflow/serving/predict',
  });
  const meta = make(MetaGraphDef, {
    setMetaInfoDef: make(MetaGraphDef.MetaInfoDef, { setTagsList: ['serve'] }),
    setGraphDef: graph,
    getSignatureDefMap: { serving_default: signature },
  });
  return make(SavedModel, { setSavedModelSchemaVersion: 1, setMetaGraphsList: [meta] }).serializeBinary();
}

describe.runIf(onNode)('a SavedModel with the operation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'native-dropout-'));
  beforeAll(() => use('tensorflow'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('gives the bits of the eager call', async () => {
    const x = tf.range(1, N + 1);
    const backend = tf.backend() as unknown as NodeBackend & { readSync(id: object): Int32Array };
    let model: Uint8Array = new Uint8Array();
    const original = backend.executeSingleOutput.bind(backend);
    const execute = vi.spyOn(backend, 'executeSingleOutput');
    execute.mockImplementation((name, attributes, inputs) => {
      model = savedModel(name, Int32Array.from(backend.readSync(inputs[0].dataId)));
      return original(name, attributes, inputs);
    });
    const y = dropout(x, 0.5, { seed: 7 });
    execute.mockRestore();
    writeFileSync(join(folder, 'saved_model.pb'), model);
    mkdirSync(join(folder, 'variables'));
    const { node } = tf as unknown as { node: { loadSavedModel(at: string): Promise<Model> } };
    const loaded = await node.loadSavedModel(folder);
    expectSame(taken(loaded.predict(x)), taken(y), 'y');
    loaded.dispose();
  });
});

interface Model {
  predict(x: Tensor): Tensor;
  dispose(): void;
}
