/** Figures as text. */

import { areEqual, type Gain, STEPS } from './gain.js';
import { isClear, type Spread } from './statistics.js';
import { FLAGGED, type Flags, type Measure, MONTE_CARLO, type Row, type Summary } from './summary.js';

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

/** How many of the errors are among the most doubtful images. */
export function flagged({ without, onePass, passes, spread }: Flags): string {
  const images = `the ${100 * FLAGGED} % of the images`;
  return (
    `Without dropout, ${images} with the smallest probabilities contain ${percent(without)} of all errors. ` +
    `With dropout they contain ${percent(onePass)}, or ${percent(passes)} if the mean of the passes is the probability. ` +
    `The ${100 * FLAGGED} % over which the passes disagree most contain ${percent(spread)}.`
  );
}

/** The accuracy on the validation images, by which the settings were chosen. */
export function onValidation({ measure, without, dropout, difference }: Row): string {
  const [first, second] = [without, dropout].map((spread) => plusMinus(spread, measure));
  const change = plusMinus(difference, measure, true);
  return `On the validation images, by which the settings were chosen, the accuracy is ${first} % without dropout, ${second} % with it: ${change}.`;
}

/** `Dropout lowers the calibration error from 5.60 to 1.20 %.`, and what the seeds do not tell. */
export function finding(rows: readonly Row[]): string {
  const clear = rows.filter(({ difference }) => isClear(difference)).map(change);
  const open = rows.filter(({ difference }) => !isClear(difference));
  const sentences = clear.length === 0 ? [] : [`Dropout ${listed(clear)}.`];
  if (open.length > 0) {
    const { pairs } = open[0].difference;
    const seeds = pairs === 1 ? 'One seed does' : `${pairs} seeds do`;
    const names = open.map(({ measure, difference }) => {
      return `the ${measure.name} (${plusMinus(difference, measure, true)}${measure.field === 'loss' ? '' : ' points'})`;
    });
    sentences.push(
      `${seeds} not tell whether ${clear.length === 0 ? 'dropout' : 'it'} changes ${listed(names, 'or')}.`,
    );
  }
  return sentences.join(' ');
}

/** `lowers the loss from 0.341 to 0.232`. */
function change({ measure, without, dropout, difference }: Row): string {
  const verb = difference.mean > 0 ? 'raises' : 'lowers';
  return `${verb} the ${measure.name} from ${figure(without.mean, measure)} to ${figure(dropout.mean, measure)}${unitOf(measure)}`;
}

function listed(texts: readonly string[], word = 'and'): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** What Monte Carlo dropout is for, and how well its probabilities fit here. */
export function passesSay({ rows }: Summary, passes: number): string {
  const [once, mean] = [rows[0].when, MONTE_CARLO].map((when) => {
    const row = rows.find((one) => one.when === when && one.measure.field === 'calibrationError');
    return row === undefined ? '' : `${plusMinus(row.dropout, row.measure)} %`;
  });
  return (
    `Monte Carlo dropout averages ${passes} passes that drop. If they disagree, their mean is less sure than each of them. ` +
    `So it is often too modest: its bars rise above the line. Here its calibration error is ${mean}; that of one pass that ` +
    `drops nothing is ${once}. Use it to find the inputs over which a network disagrees with itself, as below. For good ` +
    `probabilities, one pass is enough.`
  );
}

/** The time of a step, with whose dropout. */
export function stepsSay({ milliseconds: { tf, ours } }: Gain): string {
  return `A step of this training takes ${tf.toFixed(1)} ms with tf.layers.dropout, and ${ours.toFixed(1)} ms with native-dropout.`;
}

/** Whether all engines have trained the same weights. */
export function enginesSay(gain: Gain): string {
  const all = gain.engines.length === 1 ? 'one engine that runs here' : `${gain.engines.length} engines that run here`;
  return `After ${STEPS} steps, the weights are ${areEqual(gain) ? 'equal' : 'NOT EQUAL'} on the ${all}.`;
}
