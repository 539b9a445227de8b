/** Steps of programs as plain data. A number selects from a list, modulo its length, so that every program can run. */

import fc from 'fast-check';

const nat = fc.nat(255);

/** The arguments of a call on arrays. */
const operands = {
  shape: nat,
  dtype: nat,
  x: nat,
  other: nat,
  bias: nat,
  target: nat,
  /** Whether an optional shape is passed. */
  shaped: fc.boolean(),
  offset: nat,
  /** Which argument is wrong; mostly none. */
  bad: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: nat }),
};

const probability = fc.oneof(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.75, 1), fc.double({ min: 0, max: 1, noNaN: true }));

const call = fc.record({
  kind: fc.constant('call' as const),
  row: nat,
  p: probability,
  training: nat,
  engine: nat,
  generator: nat,
  ...operands,
});
const forward = fc.record({ kind: fc.constant('forward' as const), layer: nat, training: nat, mask: nat, ...operands });
const backward = fc.record({ kind: fc.constant('backward' as const), layer: nat, mask: nat, ...operands });
const layer = fc.record({
  kind: fc.constant('layer' as const),
  layer: nat,
  act: fc.constantFrom('p', 'train', 'eval', 'training', 'reset', 'state', 'load'),
  p: probability,
  value: nat,
});
const generator = fc.record({
  kind: fc.constant('generator' as const),
  generator: nat,
  act: fc.constantFrom('uniform', 'normal', 'permutation', 'mask', 'split', 'draw', 'state', 'load', 'seed'),
  p: probability,
  value: nat,
  x: nat,
  engine: nat,
});
const mask = fc.record({
  kind: fc.constant('mask' as const),
  mask: nat,
  act: fc.constantFrom('apply', 'apply', 'bits', 'bytes', 'count', 'slice', 'json', 'stored', 'new'),
  p: probability,
  value: nat,
  engine: nat,
  ...operands,
});
const model = fc.record({
  kind: fc.constant('model' as const),
  act: fc.constantFrom('train', 'state', 'load', 'save', 'restore'),
  value: nat,
});
const threads = fc.record({ kind: fc.constant('threads' as const), n: fc.integer({ min: 1, max: 3 }) });

export const step = fc.letrec<{ step: Step; passes: Passes }>((tie) => ({
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, maxDepth: 2 },
    { weight: 30, arbitrary: forward },
    { weight: 30, arbitrary: backward },
    { weight: 25, arbitrary: call },
    { weight: 10, arbitrary: layer },
    { weight: 10, arbitrary: generator },
    { weight: 12, arbitrary: mask },
    { weight: 5, arbitrary: model },
    { weight: 1, arbitrary: threads },
    { weight: 4, arbitrary: tie('passes') },
  ),
  passes: fc.record({
    kind: fc.constant('passes' as const),
    n: fc.integer({ min: 2, max: 3 }),
    throws: fc.nat(5),
    waits: fc.nat(8),
    result: nat,
    options: nat,
    body: fc.array(tie('step'), { maxLength: 6 }),
  }),
})).step;

export interface Passes {
  kind: 'passes';
  n: number;
  /** 0: the last pass throws. */
  throws: number;
  /** How long run() waits before it returns, if passes are asynchronous; above 3 they are not. */
  waits: number;
  /** What run() returns. */
  result: number;
  /** Which options are given. */
  options: number;
  body: Step[];
}

type Of<T> = T extends fc.Arbitrary<infer U> ? U : never;
export type CallStep = Of<typeof call>;
export type ForwardStep = Of<typeof forward>;
export type BackwardStep = Of<typeof backward>;
export type LayerStep = Of<typeof layer>;
export type GeneratorStep = Of<typeof generator>;
export type MaskStep = Of<typeof mask>;
export type ModelStep = Of<typeof model>;
export type Operands = Pick<CallStep, keyof typeof operands>;
export type Step =
  | CallStep
  | ForwardStep
  | BackwardStep
  | LayerStep
  | GeneratorStep
  | MaskStep
  | ModelStep
  | Of<typeof threads>
  | Passes;

const layerMade = fc.record({
  row: nat,
  p: probability,
  generator: nat,
  inplace: fc.nat(4).map((n) => n === 0),
  reuseOutput: fc.nat(2).map((n) => n === 0),
});
export type LayerMade = Of<typeof layerMade>;

/** Sources and layers are made before the first step. */
export const program = fc.record({
  seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  sources: fc.array(fc.record({ family: nat, seed: nat }), { maxLength: 3, size: 'max' }),
  layers: fc.array(layerMade, { minLength: 1, maxLength: 4 }),
  steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
});
export type Program = Of<typeof program>;
