/** Every option of every form refuses a value that it cannot have, and a missing shape, by name. */

import { describe, expect, test } from 'vitest';
import { accepted } from '../programs/accepted.js';
import { rows } from '../programs/rows.js';

type Forward = { forward(...inputs: unknown[]): unknown };

describe.each(rows)('$name', ({ call, layer: Layer, layerOwn, own, reads, shapes: [shape], needsShape }) => {
  const x = new Float32Array(shape.reduce((n, axis) => n * axis, 1));
  const inputs = [x, ...reads.map((what) => (what === 'bias' ? null : x))];
  const make = (options: object): Forward => new Layer(0.1, { ...layerOwn, ...options }) as Forward;
  const calls: [string, (options: object) => unknown][] = [
    ...(call === undefined
      ? []
      : [['function', (o: object) => call(...inputs, 0.1, { ...own, shape, ...o })] as never]),
    ['layer', (o) => make(o).forward(...inputs, { shape })],
    ['forward', (o) => make({}).forward(...inputs, { shape, ...o })],
  ];

  test.each(calls)('%s: every option', (_, run) => {
    for (const option of accepted(run)) {
      expect(() => run({ [option]: Symbol('bad') }), option).toThrow(new RegExp(`^${option}: `));
    }
  });

  test.runIf(needsShape)('no shape', () => {
    for (const [name, run] of calls) {
      if (name !== 'layer') expect(() => run({ shape: undefined }), name).toThrow(/^shape: .* undefined$/);
    }
  });
});
