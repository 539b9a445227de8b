/** Every form equals the reference, as a function on every engine and as a layer, with every dtype. */

import { beforeAll, describe, expect, test } from 'vitest';
import { dropPath, Generator } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { input } from '../programs/input.js';
import { all, argumentsBeside, evaluated, partsOf, wordsOf } from '../programs/operation.js';
import { type Row, rows } from '../programs/rows.js';
import { assertSame } from '../programs/store.js';
import type { AnyLayer } from '../programs/world.js';
import type { ReferenceCall, ReferenceResult } from '../reference/forms.js';
import { drawn, type ReferenceBits } from '../reference/mask.js';
import { sizeOf } from '../reference/shapes.js';
import { ARITHMETIC, type DtypeName } from '../reference/values.js';

const DRAWER = { seed: 8n, draw: 0 };
const masks = new Map<number, ReferenceBits>();

function bitsOf(p: number): ReferenceBits {
  const bits = masks.get(p) ?? drawn({ ...DRAWER, p });
  masks.set(p, bits);
  return bits;
}

/** Calls of a row: every dtype, p and number of axes, in training and in evaluation. */
function casesOf({ shapes, belowOne, form }: Row) {
  const ranks = [...new Map(shapes.toReversed().map((shape) => [shape.length, shape])).values()];
  const dtypes = Object.keys(ARITHMETIC) as DtypeName[];
  return [0, 0.3, belowOne ? 0.99 : 1].flatMap((p) =>
    ranks
      .filter((shape) => form.rate(p, shape) <= 1)
      .flatMap((shape) => dtypes.flatMap((dtype) => [true, false].map((training) => ({ p, shape, dtype, training })))),
  );
}

function callOf(row: Row, one: ReturnType<typeof casesOf>[number]) {
  const { p, shape, dtype, training } = one;
  const n = sizeOf(shape);
  const x = input(dtype, n, 3);
  const bias = row.reads.includes('bias') ? input(dtype, Math.max(1, n / shape[0]), 4) : undefined;
  const other = row.reads.includes('other') ? input(dtype, n, 5) : undefined;
  const bits = training ? bitsOf(row.form.rate(p, shape)) : all(p);
  const about: ReferenceCall = { x, dtype, shape, bits, offset: 37, bias, other, columns: bias?.length };
  return {
    ...one,
    what: `p ${p}, shape ${shape}, ${dtype}, training ${training}`,
    about,
    args: [x, ...argumentsBeside({ row, bias, other })],
    options: { shape, offset: 37, training, ...wordsOf(dtype, x) },
    expected: training ? row.form.forward(about) : evaluated(row.form, 'evaluate', about),
  };
}

function expectParts(actual: unknown, expected: ReferenceResult, dtype: DtypeName, what: string): void {
  const parts = partsOf(actual);
  for (const name of ['y', 'other', 'dbias', 'indices'] as const) {
    const [one, wanted] = [parts[name], expected[name]];
    expect(one === undefined, `${what}: ${name}`).toBe(wanted === undefined);
    if (one !== undefined && wanted !== undefined) assertSame(one, wanted, `${what}: ${name}`, dtype);
  }
}

/** The default p of a layer; undefined if it must be given. */
function usualOf({ layer: Layer, layerOwn }: Row): unknown {
  try {
    return (new Layer(undefined as never, layerOwn) as { p: number }).p;
  } catch {
    return undefined;
  }
}

test('p is that of PyTorch or timm by default', () => {
  const usual = new Map(rows.map((row) => [row.layer.name, usualOf(row)]));
  const having = (p: number): string => [...usual.keys()].filter((name) => usual.get(name) === p).join(' ');
  const torch = 'Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout';
  expect(having(0.5)).toBe(`${torch} LockedDropout WeightDrop PatchDropout`);
  expect(having(0)).toBe('DropPath');
});

test('stack traces name the function', () => expect(dropPath.name).toBe('dropPath'));

describe.each(rows)('$name', (row) => {
  const { form, layer: Layer, layerOwn, own, call, name } = row;
  let calls: ReturnType<typeof callOf>[] = [];

  beforeAll(() => {
    calls = casesOf(row).map((one) => callOf(row, one));
  });

  test.runIf(call).each(engines)('the function, on %s', (engine) => {
    for (const { what, args, options, expected, p, dtype, training } of calls) {
      const generator = new Generator(DRAWER.seed);
      const actual = call?.(...args, p, { ...own, ...options, generator, engine });
      expectParts(actual, expected, dtype, what);
      expect(generator.draw).toBe(Number(training));
    }
  });

  test('the layer, forward and backward', () => {
    for (const { what, about, args, options, expected, p, shape, dtype, training } of calls) {
      const layer = new Layer(p, { ...layerOwn, generator: new Generator(DRAWER.seed) }) as AnyLayer;
      layer.train(training);
      expectParts(layer.forward(...args, options), expected, dtype, `forward, ${what}`);
      const dy = input(dtype, training ? form.length(shape, p) : sizeOf(shape), 6);
      const relu = name === 'biasReluDropout' ? [expected.y] : [];
      const by = { ...about, x: dy, other: relu[0] };
      const backward = training ? form.backward(by) : evaluated(form, 'evaluateBackward', by);
      expectParts(layer.backward(dy, ...relu, wordsOf(dtype, dy)), backward, dtype, `backward, ${what}`);
    }
  });
});
