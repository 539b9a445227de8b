/** A layer stores nothing of the size of x. */

import { expect, test } from 'vitest';
import { run } from '../support/child.js';

test('forward of 64 Mi elements takes the memory of its output alone', () => {
  const code = `import { Dropout, Generator } from 'native-dropout';
    const layer = new Dropout(0.1, { generator: new Generator(1) });
    layer.backward(layer.forward(new Float32Array(10)));
    const bytes = () => { gc(); return process.memoryUsage().arrayBuffers; };
    const x = new Float32Array(2 ** 26);
    const before = bytes();
    const y = layer.forward(x);
    console.log(bytes() - before, y.byteLength, x.byteLength);`;
  const { stdout, stderr } = run(code, { flags: ['--expose-gc'] });
  expect(stderr).toBe('');
  const [taken, output] = stdout.split(' ').map(Number);
  expect(output).toBe(2 ** 28);
  expect(Math.abs(taken - output)).toBeLessThan(2 ** 20);
});
