/** Without TensorFlow.js, importing the entry point does nothing, and its calls say what is missing. */

import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { peersBy } from '../../src/tfjs/load-peers.js';
import { copyOfPackage, root, run, runProgram } from '../support/child.js';

const calls = `
  const errors = [
    () => dropout([1, 2, 3], 0.5),
    () => zoneout([1], [2], 0.5),
    () => layers.dropout({ rate: 0.5 }),
  ].map((call) => {
    try {
      return call();
    } catch (error) {
      return error.constructor.name + ': ' + error.message;
    }
  });
  console.log(JSON.stringify(errors));`;

const notLoaded = 'Error: native-dropout/tfjs: no TensorFlow.js is loaded: import it (npm install @tensorflow/tfjs)';
const noLayers =
  'Error: native-dropout/tfjs: no TensorFlow.js is found from here: call install(tf), or use layersFor(tf)';

const expected = [notLoaded, notLoaded, noLayers];

describe('without TensorFlow.js', () => {
  const directory = copyOfPackage();

  test('it is imported, and a call says what to install', () => {
    const { stdout, stderr } = run(`import { dropout, layers, zoneout } from 'native-dropout/tfjs'; ${calls}`, {
      directory,
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  test('it is required, and a call says what to install', () => {
    const code = `const { dropout, layers, zoneout } = require('native-dropout/tfjs'); ${calls}`;
    writeFileSync(join(directory, 'use.cjs'), code);
    const { stdout, stderr } = runProgram(['use.cjs'], { directory });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  test('it is found without "exports", as a folder', () => {
    for (const name of ['package.json', 'tfjs']) cpSync(join(root, name), join(directory, name), { recursive: true });
    const code = `const { dropout, layers, zoneout } = require('./tfjs'); ${calls}`;
    writeFileSync(join(directory, 'use.cjs'), code);
    expect(JSON.parse(runProgram(['use.cjs'], { directory }).stdout)).toEqual(expected);
  });

  test('arguments are checked first', () => {
    const code = `import { dropout } from 'native-dropout/tfjs'; dropout([1], 2);`;
    expect(run(code, { directory }).stderr).toContain('RangeError: rate: expected a number in [0, 1], got 2');
  });

  test('an error within TensorFlow.js is not taken for its absence', () => {
    const broken = join(directory, 'node_modules/@tensorflow/tfjs-core');
    const make = `import { mkdirSync, writeFileSync } from 'node:fs';
      mkdirSync(${JSON.stringify(broken)}, { recursive: true });
      writeFileSync(${JSON.stringify(join(broken, 'index.js'))}, "throw new Error('broken within')");
      const { dropout } = await import('native-dropout/tfjs');
      dropout([1], 0.5);`;
    expect(run(make, { directory }).stderr).toContain('Error: broken within');
  });
});

describe('of the packages that have TensorFlow.js', () => {
  const missing = (): never => {
    throw Object.assign(new Error('not here'), { code: 'MODULE_NOT_FOUND' });
  };
  const packages = ['@tensorflow/tfjs-layers', '@tensorflow/tfjs', '@tensorflow/tfjs-node'];

  test.each(packages)('%s is found, once', (there) => {
    const asked: string[] = [];
    const peers = peersBy(() => (name) => {
      asked.push(name);
      return name === there ? { name } : missing();
    });
    expect(asked).toEqual([]);
    for (const _ of [1, 2]) expect(peers.layers()).toEqual({ name: there });
    expect(asked).toEqual(packages.slice(0, packages.indexOf(there) + 1));
  });

  test('one that throws is an error, not a missing package', () => {
    const peers = peersBy(() => () => {
      throw new Error('broken within');
    });
    expect(() => peers.layers()).toThrow('broken within');
  });
});

describe('importing it', () => {
  test('loads no TensorFlow.js', () => {
    const code = `import { createRequire } from 'node:module';
      const require = createRequire(process.cwd() + '/');
      await import('native-dropout/tfjs');
      require('native-dropout/tfjs');
      console.log(Object.keys(require.cache).filter((file) => file.includes('@tensorflow')).length);`;
    expect(run(code)).toMatchObject({ stdout: '0\n', stderr: '' });
  });

  test('changes no registry, no class, and nothing else of the process', () => {
    const code = `import * as tf from '@tensorflow/tfjs';
      import assert from 'node:assert/strict';
      const state = () => {
        const map = tf.serialization.SerializationMap.getMap().classNameMap;
        return [
          Object.entries(map).map(([name, entry]) => [name, ...entry]),
          Object.values(map).map(([layer]) => Object.getOwnPropertyDescriptors(layer.prototype)),
          tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName),
          tf.getGradient('NativeDropout'),
          tf.engine().registryFactory,
          Math.random,
        ];
      };
      const before = state();
      const { dropout, install } = await import('native-dropout/tfjs');
      assert.deepEqual(state(), before);
      install(tf);
      assert.notDeepEqual(state().slice(0, 2), before.slice(0, 2));
      dropout([1], 0.5);
      assert.notEqual(state()[3], undefined); // that it would be seen`;
    expect(run(code, { flags: ['--no-warnings'] }).stderr.replaceAll(/^(=+|Hi, looks like you are .*|)\n/gm, '')).toBe(
      '',
    );
  });
});
