/** A bundle of one function or class of the package holds no other that it does not need. */

import { build } from 'esbuild';
import * as main from 'native-dropout';
import * as replay from 'native-dropout/replay';
import { expect, test } from 'vitest';
import { root } from '../support/child.js';

/** The exports of an entry point that are in a bundle of one of them. */
async function kept(name: string, entry: string, exports: object): Promise<string[]> {
  const code = `import { ${name} } from '${entry}'; console.log(${name});`;
  const stdin = { contents: code, resolveDir: root };
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', external: ['node:*'], write: false });
  const declared = outputFiles[0].text.matchAll(/^(?:var|function|class) (\w+)\b/gm);
  const names = new Set(Array.from(declared, ([, one]) => one));
  return Object.keys(exports).filter((one) => names.has(one));
}

test.each([
  ['dropout', ['Generator', 'Mask', 'defaultGenerator', 'dropout']],
  ['Dropout', ['Dropout', 'Generator', 'Mask', 'defaultGenerator']],
  ['Mask', ['Mask']],
])('%s', async (name, expected) => {
  expect((await kept(name, 'native-dropout', main)).sort()).toEqual(expected);
});

test.each(Object.keys(replay).filter((name) => /^(Torch|Onnx|Tfjs|Numpy|Jax)/.test(name)))(
  'replay: %s',
  async (name) => {
    expect(await kept(name, 'native-dropout/replay', replay)).toEqual([name]);
  },
);
