/** TorchCudaGenerator follows PyTorch's source: Philox's blocks by thread and by call, in float32. */

import { dropout } from 'native-dropout';
import { TorchCudaGenerator } from 'native-dropout/replay';
import { expect, test } from 'vitest';
import { philoxOf } from '../../src/replay/philox.js';

const { fround } = Math;

/** Whether element i of a call is kept, from the formula of one thread. */
function kept(seed: number, offset: number, i: number, p: number, threads: number): boolean {
  const round = Math.floor(i / (4 * threads));
  const thread = Math.floor((i % (4 * threads)) / 4);
  const word = philoxOf([seed, 0], [offset / 4 + round, 0, thread, 0])[i % 4];
  return fround(fround(word) / 2 ** 32 + 2 ** -33) < fround(1 - p);
}

test('torch.rand(4) after torch.manual_seed(0) on a GPU, as PyTorch prints it: thread i has word 0', () => {
  const numbers = [0, 1, 2, 3].map((i) => philoxOf([0, 0], [0, 0, i, 0])[0] / 2 ** 32);
  expect(numbers.map((number) => number.toFixed(4))).toEqual(['0.3990', '0.5167', '0.0249', '0.9401']);
});

test.each([undefined, 256, 512])('masks of a GPU with %s threads', (threads) => {
  const generator = new TorchCudaGenerator(7, { threads });
  const rounds = (n: number) => (threads === undefined ? 1 : Math.ceil(n / (4 * threads)));
  let offset = 0;
  for (const n of [4, 1024, 1028, 5000]) {
    expect(generator.state.offset).toBe(offset);
    const y = dropout(new Float32Array(n).fill(1), 0.3, { generator });
    const expected = Array.from(y, (_, i) => (kept(7, offset, i, 0.3, threads ?? 2 ** 14) ? fround(1 / 0.7) : 0));
    expect(Array.from(y)).toEqual(expected);
    offset += 4 * rounds(n);
  }
});

test('what was not read is refused, and nothing is drawn', () => {
  const generator = new TorchCudaGenerator(7);
  expect(() => generator.mask(0.5, 6)).toThrow('size: expected a multiple of 4 elements on CUDA, got 6');
  expect(() => generator.mask(0.5, 65540)).toThrow('size: expected at most 65536 elements without the option threads');
  expect(() => generator.mask(0.5, 8, { dtype: 'float16' })).toThrow("dtype: expected 'float32'");
  expect(generator.state).toEqual({ seed: '7', offset: 0 });
  generator.mask(0, 8);
  generator.mask(1, 8);
  expect(generator.state).toEqual({ seed: '7', offset: 0 });
});
