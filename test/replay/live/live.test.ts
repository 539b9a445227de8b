/** Random scripts give in a running PyTorch, JAX, TensorFlow and so on the numbers and states that they give here. */

import { expect, test } from 'vitest';
import { Chance } from './chance.js';
import { type Framework, ours, type Script } from './framework.js';
import { jax } from './jax.js';
import { keras } from './keras.js';
import { numpyGenerator, numpyRandomState } from './numpy.js';
import { onnxruntime } from './onnxruntime.js';
import { python } from './python.js';
import { tensorflow } from './tensorflow.js';
import { tfjs } from './tfjs.js';
import { torch } from './torch.js';

const STEPS = 200;

const FRAMEWORKS = [
  torch,
  jax,
  tensorflow,
  ...keras,
  onnxruntime,
  tfjs,
  numpyRandomState,
  numpyGenerator,
  python,
] as Framework[];

function scriptOf({ setup, kinds }: Framework, index: number): Script<unknown> {
  const chance = new Chance(index);
  const begin = setup(chance, index);
  const steps = Array.from({ length: STEPS }, () => {
    const name = chance.of(Object.keys(kinds));
    return [name, kinds[name].args(chance, begin)] as const;
  });
  return { setup: begin, steps };
}

for (const framework of FRAMEWORKS) {
  const check = framework.isInstalled ? test.concurrent : test.skip;
  const { scripts: count = 20 } = framework;
  check(`${framework.name}: ${count} scripts of ${STEPS} steps`, { timeout: 600_000 }, async () => {
    const scripts = Array.from({ length: count }, (_, index) => scriptOf(framework, index));
    const results = await framework.theirs(scripts);
    for (const [i, { setup, steps }] of scripts.entries()) {
      const subject = framework.start(setup);
      for (const [k, step] of steps.entries()) {
        expect([setup, k, step, ours(framework, subject, step)]).toEqual([setup, k, step, results[i][k]]);
      }
    }
  });
}
