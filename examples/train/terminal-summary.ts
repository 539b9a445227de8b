/** The summary as a table. */

import Table from 'cli-table3';
import { line } from '../shared/terminal.js';
import { type Summary, told } from './summary.js';
import { flagged, onValidation, plusMinus, unitOf, verdict, wins } from './words.js';

export function printSummary(summary: Summary, rate: number): void {
  const table = new Table({
    head: ['test set', '', 'no dropout', `dropout ${rate}`, 'difference', 'better'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  let before = '';
  for (const row of summary.rows) {
    const { measure, when } = row;
    table.push([
      when === before ? '' : when,
      `${measure.name}${unitOf(measure)}`,
      plusMinus(row.without, measure),
      plusMinus(row.dropout, measure),
      plusMinus(row.difference, measure, true),
      wins(row),
    ]);
    before = when;
  }
  for (const text of table.toString().split('\n')) line(text);
  for (const row of told(summary)) line(verdict(row));
  line(onValidation(summary.validation));
  line(flagged(summary.flags));
}
