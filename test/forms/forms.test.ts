/** Every form that scales kept elements follows its definition, on every engine, forward, backward and in slices. */

import { describe, expect, test } from 'vitest';
import { dropPath, Generator, Mask } from '../../src/index.js';
import { engines, input, kinds } from '../conformance/engines.js';
import { accepted } from '../programs/accepted.js';
import { rows } from '../programs/rows.js';
import { noiseSharing, sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';
import { type FormRow, forms } from './family.js';

/** The output for an x of ones, by the definition. */
function expected({ shape, noiseShape }: FormRow, draw: number, p: number): Float64Array {
  const { elements, place } = noiseSharing(shape, noiseShape);
  const kept = new Mask({ seed: 8, draw, p }).toUint8Array(elements, { engine: 'js' });
  return Float64Array.from({ length: sizeOf(shape) }, (_, e) => kept[place(e)] / (1 - p));
}

const ones = ({ shape }: FormRow): Float64Array => new Float64Array(sizeOf(shape)).fill(1);

test('stack traces name the function', () => expect(dropPath.name).toBe('dropPath'));

test('every form with the option scaling has a row', () => {
  const scaling = rows.filter(({ layer: Layer }) => accepted((options) => new Layer(0.5, options)).includes('scaling'));
  const names = forms.map(({ name }) => name);
  expect(scaling.filter(({ layer }) => !names.includes(layer.name)).map(({ name }) => name)).toEqual([]);
});

describe.each(forms)('$name', (form) => {
  const { call, own, layer, shape, noiseShape } = form;

  test.each(engines)('drops and scales as defined, on %s', (engine) => {
    const generator = new Generator(8);
    for (const draw of [0, 1, 2]) {
      expectSame(
        call(ones(form), 0.5, { ...own, shape, generator, engine }),
        expected(form, draw, 0.5),
        `draw ${draw}`,
      );
    }
  });

  test.each(engines)('p = 0 keeps everything and p = 1 nothing, on %s', (engine) => {
    for (const kind of kinds) {
      const x = input(kind, sizeOf(shape));
      const options = { ...own, shape, dtype: kind.name, engine };
      expectSame(call(x, 0, options), x, `p = 0, ${kind.name}`);
      expectSame(call(x, 1, options), new kind.Array(x.length), `p = 1, ${kind.name}`);
    }
  });

  // If the first axis is not shared, the mask elements of a slice follow those of the previous slices.
  test.each(engines)('slices of a batch are those of the whole, on %s', (engine) => {
    if (noiseShape[0] === 1) return;
    const whole = call(ones(form), 0.5, { ...own, shape, generator: new Generator(8), engine });
    const each = sizeOf(shape) / shape[0];
    for (let k = 0; k < shape[0]; k += 2) {
      const n = Math.min(2, shape[0] - k);
      const slice = call(new Float64Array(n * each).fill(1), 0.5, {
        ...own,
        shape: [n, ...shape.slice(1)],
        offset: (k * noiseSharing(shape, noiseShape).elements) / shape[0],
        generator: new Generator(8),
        engine,
      });
      expectSame(slice, whole.slice(k * each, (k + n) * each), `slice ${k}`);
    }
  });

  test('the layer is the function, and backward has its mask', () => {
    const one = layer(0.3, { generator: new Generator(8) });
    for (const draw of [0, 1]) {
      const y = expected(form, draw, 0.3);
      expectSame(one.forward(ones(form), { shape }), y, 'forward');
      expectSame(one.backward(ones(form)), y, 'backward');
      expect(one.mask).toEqual(new Mask({ seed: 8, draw, p: 0.3 }));
    }
    const x = ones(form);
    expect(one.eval().forward(x, { shape })).toBe(x);
    expect(one.backward(x)).toBe(x);
    expect(call(x, 0.3, { ...own, shape, training: false })).toBe(x);
  });

  test('scaling in evaluation multiplies all by 1 - p there, forward and backward, and nothing in training', () => {
    const eight = { generator: new Generator(8) };
    const options = { ...own, scaling: 'eval', shape } as const;
    const kept = expected(form, 0, 0.25).map(Math.sign);
    const one = layer(0.25, { scaling: 'eval', ...eight });
    expectSame(one.forward(ones(form), { shape }), kept, 'forward');
    expectSame(one.backward(ones(form)), kept, 'backward');
    one.eval();
    const x = Float64Array.from({ length: sizeOf(shape) }, (_, i) => i - 3);
    const weighed = x.map((v) => v * 0.75);
    expectSame(one.forward(x, { shape }), weighed, 'evaluation');
    expectSame(one.backward(x), weighed, 'its gradient');
    expect(eight.generator.draw).toBe(1);
    for (const engine of engines) {
      expectSame(call(ones(form), 0.25, { ...options, generator: new Generator(8), engine }), kept, engine);
      expectSame(call(x, 0.25, { ...options, training: false, engine }), weighed, engine);
      expectSame(call(x, 1, { ...options, training: false, engine }), new Float64Array(x.length), engine);
    }
  });

  test('writes in place, to out, or to the output of the step before', () => {
    const y = expected(form, 0, 0.3);
    const inplace = layer(0.3, { inplace: true, generator: new Generator(8) });
    const [x, dy, out] = [ones(form), ones(form), ones(form)];
    expect(inplace.forward(x, { shape })).toBe(x);
    expect(inplace.backward(dy)).toBe(dy);
    expectSame(x, y, 'forward in place');
    expectSame(dy, y, 'backward in place');
    const reusing = layer(0.3, { reuseOutput: true, generator: new Generator(8) });
    const kept = reusing.forward(ones(form), { shape });
    expectSame(kept, y, 'the first step');
    expect(reusing.forward(ones(form), { shape, out })).toBe(out);
    expect(reusing.forward(ones(form), { shape })).toBe(kept);
    expectSame(out, expected(form, 1, 0.3), 'out');
    expectSame(kept, expected(form, 2, 0.3), 'the third step');
  });

  test('reuseOutput also holds for evaluation that scales', () => {
    const one = layer(0.25, { scaling: 'eval', reuseOutput: true }).eval();
    const y = one.forward(ones(form), { shape });
    expect(one.forward(ones(form), { shape })).toBe(y);
    const dx = one.backward(ones(form));
    expect(dx).not.toBe(y);
    expect(one.backward(ones(form))).toBe(dx);
  });
});
