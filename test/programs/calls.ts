/** Calls of the functions of the family. */

import { attempt } from './attempt.js';
import type { Arguments, Wrong } from './bad.js';
import { bitsOf, drawnMask } from './masks.js';
import { all, argumentsBeside, evaluated, isIdentity, naturalError, operationOf, partsOf, spoil } from './operation.js';
import { rows } from './rows.js';
import type { CallStep } from './steps.js';
import { pick, show, type World } from './world.js';

/** Rows that read more than x occur more often, because more can go wrong in them. */
const callable = [...rows, ...rows, ...rows.filter(({ reads }) => reads.length > 0)].filter(
  ({ call }) => call !== undefined,
);

export function call(world: World, step: CallStep): void {
  const row = pick(callable, step.row);
  const operation = operationOf(world, row, step, true, true);
  const { shape, dtype, x, other, bias, offset, target } = operation;
  const generator = world.generator(step.generator);
  const training = pick([undefined, undefined, true, false], step.training);
  const options = {
    ...row.own,
    ...operation.options,
    ...world.given(generator),
    ...world.engine(step.engine),
    ...(training === undefined ? {} : { training }),
  };
  const args: Arguments = { x, others: argumentsBeside({ row, other, bias }), p: step.p, options };
  const drops = training !== false;
  const wrong: Wrong | undefined =
    row.belowOne && step.p === 1
      ? { error: RangeError, names: 'p' }
      : (naturalError(row, shape, step.p, drops, generator) ?? spoil(args, step.bad, row, 'call', true));
  const run = (): unknown => row.call?.(args.x, ...args.others, args.p, args.options);
  world.say(() => `${row.name}(${[args.x, ...args.others, args.p, args.options].map(show).join(', ')})`);

  const rate = row.form.rate(step.p, shape);
  const bits = drops ? bitsOf(drawnMask({ seed: generator.seed, draw: generator.draw }, rate)) : all(step.p);
  const about = { x, dtype, shape, bits, offset, other, bias };
  const expected = wrong === undefined && (drops ? row.form.forward(about) : evaluated(row.form, 'evaluate', about));
  const result = attempt(world, row.name, wrong, run);
  if (!expected) return;
  if (drops) world.drawn(generator);
  const same = target.inplace || (!drops && isIdentity(row)) ? x : 'fresh';
  world.settle(partsOf(result), expected, target.out ?? same, dtype);
}
