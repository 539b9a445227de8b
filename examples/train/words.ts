/** Figures as text. */

import type { Paired, Spread } from './statistics.js';
import { FLAGGED, type Flags, type Measure, type Row } from './summary.js';

const MINUS = '−';

/** A share in per cent with two decimals; a loss with three. */
function figure(value: number, { field }: Measure, sign = false): string {
  const [scaled, decimals] = field === 'loss' ? [value, 3] : [100 * value, 2];
  const text = Math.abs(scaled).toFixed(decimals);
  if (scaled < 0 && Number(text) !== 0) return MINUS + text;
  return sign ? `+${text}` : text;
}

export function plusMinus({ mean, std }: Spread, measure: Measure, sign = false): string {
  const deviation = Number.isNaN(std) ? '' : ` ± ${figure(std, measure)}`;
  return figure(mean, measure, sign) + deviation;
}

/** `91 ± 2 %` of a share. */
function percent({ mean, std }: Spread): string {
  const deviation = Number.isNaN(std) ? '' : ` ± ${(100 * std).toFixed(0)}`;
  return `${(100 * mean).toFixed(0)}${deviation} %`;
}

export function unitOf({ field }: Measure): string {
  return field === 'loss' ? '' : ' %';
}

export function wins({ difference: { up, down, pairs }, measure }: Row): string {
  return `${measure.better === 'more' ? up : down} of ${pairs}`;
}

/** Says how many of the errors are among the most doubtful images. */
export function flagged({ without, onePass, passes, spread }: Flags): string {
  const share = `${100 * FLAGGED} %`;
  return (
    `The ${share} of the images that a network is least sure of hold ${percent(without)} of its errors without dropout, ` +
    `${percent(onePass)} with it, and ${percent(passes)} by the mean of the passes; ` +
    `the ${share} over which the passes disagree most hold ${percent(spread)}.`
  );
}

/** The accuracy on the validation images, by which the settings were chosen. */
export function onValidation({ measure, without, dropout, difference }: Row): string {
  const [first, second] = [without, dropout].map((spread) => plusMinus(spread, measure));
  const change = plusMinus(difference, measure, true);
  return `On the validation images, by which the settings were chosen, the accuracy is ${first} % without dropout, ${second} % with it: ${change}.`;
}

/** Fewer pairs decide nothing, however large the difference is. */
const LEAST_PAIRS = 3;

/** Whether the mean difference is more than two standard errors away from 0. */
function isClear({ mean, std, pairs }: Paired): boolean {
  return pairs >= LEAST_PAIRS && Math.abs(mean) > (2 * std) / Math.sqrt(pairs);
}

/** `Dropout raises the accuracy after 60 epochs by 0.80 ± 0.10 points: …`, or that the seeds do not tell. */
export function verdict(row: Row): string {
  const { measure, difference, when } = row;
  const { mean, std, pairs } = difference;
  const seeds = `better in ${wins(row)} ${pairs === 1 ? 'seed' : 'seeds'}`;
  const unit = measure.field === 'loss' ? '' : ' points';
  const size = `${plusMinus({ mean: Math.abs(mean), std }, measure)}${unit}`;
  const name = `the ${measure.name} ${when}`;
  if (isClear(difference)) return `Dropout ${mean > 0 ? 'raises' : 'lowers'} ${name} by ${size}: ${seeds}.`;
  const change = `${plusMinus(difference, measure, true)}${unit}`;
  return `${pairs === 1 ? 'One seed does' : `${pairs} seeds do`} not tell whether dropout changes ${name}: ${change}, ${seeds}.`;
}
