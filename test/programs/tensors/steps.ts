/** Programs over tensors, as plain data: a graph of calls, and several questions about it. */

import fc from 'fast-check';

const nat = fc.nat(255);
const rate = fc.constantFrom(0.1, 0.25, 0.3, 0.5, 0.75, 0.9);
const of = <const Op extends string>(op: Op) => ({ op: fc.constant(op) });

const dropping = fc.record({ ...of('function'), row: nat, rate, seed: nat, offset: nat, from: nat });
/** `split` selects a rank of a split batch, or none; `micro` its micro-batches, or none. */
const trained = { training: fc.nat(3).map((n) => n > 0), split: nat, micro: nat, from: nat };
const layered = fc.record({ ...of('layer'), layer: nat, offset: nat, ...trained });
const recurring = fc.record({ ...of('recurrent'), row: nat, ...trained });
const zoned = fc.record({ ...of('zoneout'), rate, seed: nat, offset: nat, from: nat, other: nat });
const unary = fc.record({ ...of('unary'), which: nat, from: nat });
const binary = fc.record({ ...of('binary'), which: nat, from: nat, other: nat });
/** A call on an array, which has nothing to do with the graph. */
const array = fc.record({ ...of('array'), which: nat, generator: nat });
const bad = fc.record({ ...of('bad'), which: nat, seed: nat, from: nat });

const node = fc.oneof(
  { weight: 6, arbitrary: dropping },
  { weight: 6, arbitrary: layered },
  { weight: 2, arbitrary: zoned },
  { weight: 2, arbitrary: unary },
  { weight: 3, arbitrary: binary },
  { weight: 2, arbitrary: array },
  { weight: 1, arbitrary: recurring },
  { weight: 1, arbitrary: bad },
);
export type Node = typeof node extends fc.Arbitrary<infer T> ? T : never;

/** Some layers are called with `training: true` in a graph before. */
const layer = fc.record({ row: nat, rate, seed: nat, fixed: fc.boolean() });

export const program = fc.record({
  seed: fc.nat(2 ** 31 - 1),
  sources: fc.array(fc.record({ family: nat, seed: nat }), { maxLength: 2, size: 'max' }),
  install: fc.record({ fixedTraining: fc.boolean(), draws: fc.boolean() }),
  layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
  nodes: fc.array(node, { minLength: 1, maxLength: 10, size: 'max' }),
  asks: fc.array(fc.constantFrom('value', 'gradient', 'second', 'passes', 'throwing'), {
    minLength: 1,
    maxLength: 4,
    size: 'max',
  }),
});
export type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;
