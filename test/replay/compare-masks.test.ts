/** compareMasks() names the call and the element at which a port leaves the path, and does not move the source. */

import { compareMasks, TorchCompileGenerator, TorchGenerator } from 'native-dropout/replay';
import { expect, test } from 'vitest';

const rates = [0.3, 0.5, 0.1];

function masksOf(generator: TorchGenerator) {
  return rates.map((p) => ({ p, kept: generator.mask(p, 100).toUint8Array(100) }));
}

test('equal masks have no difference', () => {
  const source = new TorchGenerator(7);
  const { state } = source;
  expect(compareMasks(source, masksOf(new TorchGenerator(7)))).toBeUndefined();
  expect(source.state).toEqual(state);
  expect(compareMasks(source, [])).toBeUndefined();
});

test('a flipped element is found', () => {
  const theirs = masksOf(new TorchGenerator(7));
  const before = theirs[1].kept[42];
  theirs[1].kept[42] = 1 - before;
  const difference = { call: 1, element: 42, theirs: before === 0, differing: 1 };
  expect(compareMasks(new TorchGenerator(7), theirs)).toEqual(difference);
  const asBooleans = theirs.map(({ p, kept }) => ({ p, kept: Array.from(kept, Boolean) }));
  expect(compareMasks(new TorchGenerator(7), asBooleans)).toEqual(difference);
});

test('a number drawn between two calls changes the next mask', () => {
  const source = new TorchGenerator(7);
  const first = { p: 0.3, kept: source.mask(0.3, 100).toUint8Array(100) };
  source.rand(1);
  const second = { p: 0.5, kept: source.mask(0.5, 100).toUint8Array(100) };
  const found = compareMasks(new TorchGenerator(7), [first, second]);
  expect(found).toMatchObject({ call: 1 });
  expect(found?.differing).toBeGreaterThan(20);
});

test('a compiled graph and its generator are where they were', () => {
  const torch = new TorchGenerator(7);
  const source = new TorchCompileGenerator(torch, { operations: 2 });
  torch.rand(3);
  const { state } = torch;
  compareMasks(source, [{ p: 0.5, kept: new Uint8Array(10) }]);
  expect(torch.state).toEqual(state);
});

test('bad input is refused by name, and nothing moves', () => {
  const source = new TorchGenerator(7);
  const wrong = (theirs: unknown) => () => compareMasks(source, theirs as []);
  expect(() => compareMasks({} as TorchGenerator, [])).toThrow(/^source: expected a source of native-dropout\/replay/);
  expect(wrong('masks')).toThrow(/^theirs: expected an array of masks, got "masks"$/);
  expect(wrong([{ p: 2, kept: [] }])).toThrow(/^theirs\[0\].p: /);
  expect(wrong([{ p: 0.5, kept: [1] }])).toThrow(/^theirs\[0\].kept\[0\]: expected a boolean/);
  expect(wrong([{ p: 0.5, mask: [] }])).toThrow(/^theirs\[0\]: expected no fields but p, kept, got mask$/);
  expect(source.state).toEqual(new TorchGenerator(7).state);
});
