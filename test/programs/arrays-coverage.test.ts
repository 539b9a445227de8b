/** Random programs on arrays use every function, layer, option and method of the package, and every source in every use. */

import fc from 'fast-check';
import * as native from 'native-dropout';
import * as replay from 'native-dropout/replay';
import { beforeAll, describe, expect, test } from 'vitest';
import { accepted } from './accepted.js';
import { OPTIONS } from './passes.js';
import { performProgram } from './perform.js';
import { rows } from './rows.js';
import { inTurn, usesOf } from './sources.js';
import { program } from './steps.js';
import { USES } from './world.js';

const SEED = 24;
/** Programs run in rounds until they have used everything. */
const ROUND = 100;
const ROUNDS = 50;

/** Exports without a row. Programs use all but the last ones, which are an error or only return numbers. */
const OTHERS = [
  ...['Generator', 'Mask', 'defaultGenerator', 'manualSeed', 'monteCarlo', 'train', 'layerState', 'loadLayerState'],
  ...['encodeCheckpoint', 'loadCheckpoint', 'saveCheckpoint'],
  ...['setThreads', 'engine', 'dropPathRates', 'CheckpointError'],
];

type Call = (this: unknown, ...args: unknown[]) => unknown;

/** Names of calls, and of each call with an option: `Mask.count` and `Mask.count offset`. */
const used = new Set<string>();
/** Number of nested calls: a call that the package makes itself does not count as a use. */
let depth = 0;

function noted(call: Call, namesOf: (self: unknown) => readonly string[]): Call {
  return function (...args) {
    const options = args.at(-1) as object | null | undefined;
    const given = depth === 0 && options?.constructor === Object ? Object.keys(options) : [];
    for (const name of depth === 0 ? namesOf(this) : []) {
      used.add(name);
      for (const option of given) used.add(`${name} ${option}`);
    }
    depth += 1;
    try {
      return call.apply(this, args);
    } finally {
      depth -= 1;
    }
  };
}

/** Public methods, getters and setters that are watched. */
const members = new Set<string>();
const watched = new Set<object>([Object.prototype, Function.prototype]);

/** Notes calls of an object's members, and of its prototypes', under the names of `family` and of the caller's class. */
function watch(family: string, object: object): void {
  if (watched.has(object)) return;
  watched.add(object);
  for (const [member, property] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    if (member.startsWith('_') || member === 'constructor' || !property.configurable) continue;
    for (const kind of ['value', 'get', 'set'] as const) {
      const call: unknown = property[kind];
      if (typeof call !== 'function') continue;
      const name = `${kind === 'set' ? 'set ' : ''}${member}`;
      members.add(`${family}.${name}`);
      property[kind] = noted(call as Call, (self) => [
        `${family}.${name}`,
        `${(self as object).constructor.name}.${name}`,
      ]) as never;
    }
    Object.defineProperty(object, member, property);
  }
  watch(family, Object.getPrototypeOf(object));
}

const x = new Float32Array(6);

const calls = rows.flatMap(({ call, layer: Layer, layerOwn, reads }) => {
  const others = reads.map((what) => (what === 'bias' ? null : x));
  const layer = new Layer(0.5, layerOwn) as { forward: Call; backward: Call };
  const gradientOthers = Layer === native.BiasReluDropout ? [x] : [];
  return [
    ...(call === undefined ? [] : [{ name: call.name, run: (o: object) => call(x, ...others, 0.5, o) }]),
    { name: `new ${Layer.name}`, run: (o: object) => new Layer(0.5, o) },
    { name: `${Layer.name}.forward`, run: (o: object) => layer.forward(x, ...others, o) },
    { name: `${Layer.name}.backward`, run: (o: object) => layer.backward(x, ...gradientOthers, o) },
  ].map(({ name, run }) => ({ name, options: accepted(run) }));
});

const layers = rows.map(({ layer }) => layer.name);

const unusedOptions = ({ name, options }: (typeof calls)[number]): string[] =>
  options.filter((option) => !used.has(`${name} ${option}`));
const unusedMembers = (): string[] => [...members].filter((member) => !used.has(member));
const sourcesUsed = new Set<string>();
const unusedSources = (): string[] => usesOf(USES).filter((use) => !sourcesUsed.has(use));
const unused = (): string[] => [...calls.flatMap(unusedOptions), ...unusedMembers(), ...unusedSources()];

beforeAll(async () => {
  watch('Generator', native.Generator.prototype);
  watch('Mask', native.Mask);
  watch('Mask', native.Mask.prototype);
  watch('StoredMask', native.Mask.fromBits(new Uint32Array(1), { p: 0 }).constructor.prototype);
  for (const row of rows as unknown as { call?: Call; layer: Call }[]) {
    const { call, layer } = row;
    watch('layer', layer.prototype);
    if (call !== undefined) row.call = noted(call, () => [call.name]);
    const make = noted(
      (...args) => Reflect.construct(layer, args),
      () => [`new ${layer.name}`],
    );
    row.layer = new Proxy(layer, { construct: (_, args) => make(...args) as object });
  }
  for (let round = 0; round < ROUNDS && unused().length > 0; ++round) {
    for (const [n, made] of fc.sample(program, { seed: SEED + round, numRuns: ROUND }).entries()) {
      await performProgram({ ...made, sources: inTurn(n, 3) }, sourcesUsed);
    }
  }
}, 300_000);

test('programs know every export', () => {
  const known = [...OTHERS, ...calls.map(({ name }) => name).filter((name) => /^\w+$/.test(name)), ...layers];
  expect([...new Set(known)].sort()).toEqual(Object.keys(native).sort());
});

describe('programs use every option', () => {
  test.each(calls)('of $name', (call) => {
    expect(unusedOptions(call)).toEqual([]);
  });
});

test('programs use every option of monteCarlo', () => {
  const options = accepted((wrong) => native.monteCarlo(2, () => x, wrong as object));
  expect([...OPTIONS].sort()).toEqual(options.sort());
});

test('programs use every method, getter and setter', () => {
  expect(unusedMembers()).toEqual([]);
});

test('programs know every source', () => {
  const brand = Symbol.for('native-dropout.Source');
  const isSource = (one: unknown): boolean => typeof one === 'function' && brand in Object(one.prototype);
  const exported = Object.entries(replay).flatMap(([name, one]) => (isSource(one) ? [`layer ${name}`] : []));
  expect(exported.filter((name) => !usesOf(['layer']).includes(name))).toEqual([]);
});

test('programs use every source in functions, layers, masks, passes and checkpoints', () => {
  expect(unusedSources()).toEqual([]);
});
