/** Times of one thread: drawing the mask, the whole dropout, and a copy of the same bytes. */

import type { Result } from '../results.js';
import { sizeName } from '../trial/cases.js';
import { type Bar, bars, type Colour, digits } from './bars.js';
import { plainDropout } from './sizes.js';

export function split(results: readonly Result[]): string {
  const byOne = results.filter(({ threads }) => threads === 1);
  const masks = byOne.filter(({ operation, name }) => operation === 'draw' && name === 'native');
  const dropouts = plainDropout(byOne);
  const sizes = [...new Set(masks.map(({ n }) => n))];
  const panels = sizes.map((n) => {
    const all = masks.filter((mask) => mask.n === n).flatMap((mask) => parts(mask, dropouts));
    return bars(`${sizeName(n)} elements, picoseconds an element`, all);
  });
  return `<div class="panels">${panels.join('')}</div>`;
}

function parts(mask: Result, dropouts: readonly Result[]): Bar[] {
  const { n, p } = mask;
  const same = dropouts.filter((one) => one.n === n && one.p === p);
  const own = (name: Result['name']) => same.find((one) => one.name === name);
  return [
    ...asBar(`mask alone, p = ${p}`, mask, 'mask'),
    ...asBar(`dropout, p = ${p}`, own('native'), 'native'),
    ...asBar(`copy, p = ${p}`, own('native copy'), 'copy'),
  ];
}

function asBar(name: string, result: Result | undefined, colour: Colour): Bar[] {
  if (result === undefined) return [];
  const value = 1e12 / result.elementsPerSecond;
  return [{ name, value, text: digits(value), colour }];
}
