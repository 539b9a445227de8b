/** The copy of TensorFlow.js that runs is that of the tensor, or the one given to install() or layersFor(). */

import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOfPackage, root, runProgram } from '../support/child.js';

const scope = join(root, 'node_modules/@tensorflow');

/** A folder from which only a second copy of the layers is found, with the same core. */
function secondLayers(): string {
  const directory = join(copyOfPackage(), 'node_modules/@tensorflow');
  mkdirSync(join(directory, 'tfjs-layers/dist'), { recursive: true });
  for (const file of ['package.json', 'dist/tf-layers.node.js']) {
    cpSync(join(scope, 'tfjs-layers', file), join(directory, 'tfjs-layers', file));
  }
  symlinkSync(join(scope, 'tfjs-core'), join(directory, 'tfjs-core'));
  return dirname(dirname(directory));
}

/** Runs a module and parses its output. In it `tf` is TensorFlow.js, `other` a second copy, and `load` makes `ours`. */
function printed(directory: string, load: string, code: string): unknown {
  const text = `import { createRequire } from 'node:module';
    console.warn = () => {};
    const tf = createRequire(${JSON.stringify(root)})('@tensorflow/tfjs');
    await tf.setBackend('cpu');
    const require = createRequire(process.cwd() + '/');
    const ours = ${load};
    const zeros = (x) => [...x.dataSync()].filter((value) => value === 0).length;
    const model = ({ sequential, layers }, layer) =>
      sequential({ layers: [layers.activation({ activation: 'relu', inputShape: [500] }), layer] });
    const dropped = (copy, layer) => zeros(model(copy, layer).apply(tf.ones([1, 500]), { training: true }));
    const attempt = (run) => { try { return run(); } catch (error) { return String(error); } };
    ${code}`;
  writeFileSync(join(directory, 'use.mjs'), text);
  const { stdout, stderr } = runProgram(['use.mjs'], { directory });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const inTheMiddle = expect.toSatisfy((n: number) => n > 150 && n < 350);

describe.each([
  ['imported', `await import('native-dropout/tfjs')`],
  ['required', `require('native-dropout/tfjs')`],
])('%s where no TensorFlow.js is found', (_, load) => {
  const directory = copyOfPackage();

  test('functions run on the one that is loaded', () => {
    const code = `console.log(JSON.stringify([
      zeros(ours.dropout(tf.ones([500]), 0.5)),
      zeros(ours.zoneout(tf.ones([500]), tf.zeros([500]), 0.5)),
      zeros(ours.dropout(new Float32Array(500).fill(1), 0.5)),
      zeros(tf.grad((x) => ours.dropout(x, 0.5))(tf.ones([500]))),
    ]));`;
    expect(printed(directory, load, code)).toEqual(Array(4).fill(inTheMiddle));
  });

  test('layers are of the one that install() was given, and stay so', () => {
    const code = `
      const before = attempt(() => ours.layers.dropout({ rate: 0.5 }));
      ours.install(tf);
      const own = dropped(tf, tf.layers.dropout({ rate: 0.5 }));
      const layers = dropped(tf, ours.layers.dropout({ rate: 0.5 }));
      ours.uninstall(tf);
      console.log(JSON.stringify([before, own, layers, dropped(tf, ours.layers.dropout({ rate: 0.5 }))]));`;
    const [before, ...after] = printed(directory, load, code) as unknown[];
    expect(before).toMatch(/no TensorFlow.js is found from here: call install\(tf\), or use layersFor\(tf\)$/);
    expect(after).toEqual(Array(3).fill(inTheMiddle));
  });

  test('layersFor() needs no install()', () => {
    const code = `console.log(dropped(tf, ours.layersFor(tf).dropout({ rate: 0.5 })));`;
    expect(printed(directory, load, code)).toEqual(inTheMiddle);
  });
});

describe('of two copies of the layers', () => {
  const directory = secondLayers();
  const load = `await import('native-dropout/tfjs');
    const other = { ...require('@tensorflow/tfjs-layers'), serialization: tf.serialization }`;
  const rate = '{ rate: 0.5 }';

  test('`layers` are of the last that install() was given, in all copies of the package', () => {
    const code = `
      const found = dropped(other, ours.layers.dropout(${rate}));
      ours.install(tf);
      const first = dropped(tf, ours.layers.dropout(${rate}));
      ours.install(other);
      const second = dropped(other, require('native-dropout/tfjs').layers.dropout(${rate}));
      ours.install(tf);
      console.log(JSON.stringify([found, first, second, dropped(tf, ours.layers.dropout(${rate}))]));`;
    expect(printed(directory, load, code)).toEqual(Array(4).fill(inTheMiddle));
  });

  test('layersFor() chooses', () => {
    const code = `console.log(JSON.stringify([tf, other].map((copy) => dropped(copy, ours.layersFor(copy).dropout(${rate})))));`;
    expect(printed(directory, load, code)).toEqual([inTheMiddle, inTheMiddle]);
  });

  test('a layer of one copy in a model of the other is an error that says what to do', () => {
    const code = `console.log(JSON.stringify(attempt(() => dropped(tf, ours.layersFor(other).dropout(${rate})))));`;
    expect(printed(directory, load, code)).toBe(
      'TypeError: inputs: expected a tensor of the same copy of TensorFlow.js as this layer, ' +
        'got one of a different copy (layersFor(tf) makes layers of tf)',
    );
  });
});

test('layersFor() takes TensorFlow.js with layers alone', () => {
  const { layersFor } = createRequire(import.meta.url)('../../dist/cjs/tfjs/index.js');
  for (const wrong of [undefined, null, {}, { layers: {} }, () => 1]) {
    expect(() => layersFor(wrong)).toThrow(/^tf: expected TensorFlow.js with layers \(import \* as tf from/);
  }
});
