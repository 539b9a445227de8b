/** Calls of the functions of the family. */

import { attempt } from './attempt.js';
import type { Arguments, Wrong } from './bad.js';
import { given } from './generators.js';
import { bitsOf } from './masks.js';
import {
  all,
  argumentsBeside,
  drawFor,
  evaluated,
  isIdentity,
  operandsFor,
  operationOf,
  partsOf,
  spoil,
} from './operation.js';
import { rows } from './rows.js';
import type { CallStep } from './steps.js';
import { pick, show, type World } from './world.js';

/** Rows that read more than x occur more often, because more can go wrong in them. */
const callable = [...rows, ...rows, ...rows.filter(({ reads }) => reads.length > 0)].filter(
  ({ call }) => call !== undefined,
);

export function call(world: World, step: CallStep): void {
  const row = pick(callable, step.row);
  const generator = world.generator(step.generator);
  const operation = operationOf(world, row, operandsFor(generator, step), true, true);
  const { shape, dtype, x, other, bias, offset, target } = operation;
  const training = pick([undefined, undefined, true, false], step.training);
  const options = {
    ...row.own,
    ...operation.options,
    ...given(generator),
    ...world.engine(step.engine),
    ...(training === undefined ? {} : { training }),
  };
  const args: Arguments = { x, others: argumentsBeside({ row, other, bias }), p: step.p, options };
  const drops = training !== false;
  const { draw, wrong: natural } = drawFor(drops, generator, row, step.p, operation);
  const wrong: Wrong | undefined =
    row.belowOne && step.p === 1
      ? { error: RangeError, names: 'p' }
      : (natural ?? spoil(args, step.bad, row, 'call', true));
  const run = (): unknown => row.call?.(args.x, ...args.others, args.p, args.options);
  world.say(() => `${row.name}(${[args.x, ...args.others, args.p, args.options].map(show).join(', ')})`);

  const bits = draw === undefined ? all(step.p) : bitsOf(draw.mask);
  const about = { x, dtype, shape, bits, offset, other, bias };
  const expected = wrong === undefined && (drops ? row.form.forward(about) : evaluated(row.form, 'evaluate', about));
  const result = attempt(world, row.name, wrong, run);
  if (!expected) return;
  if (draw !== undefined) world.drawn(generator, draw, 'function');
  const same = target.inplace || (!drops && isIdentity(row)) ? x : 'fresh';
  world.settle(partsOf(result), expected, target.out ?? same, dtype);
}
