/** The summary as a table, with a heading for each group of rows. */

import Table from 'cli-table3';
import { line, paragraph } from '../shared/terminal.js';
import { type Summary, told } from './summary.js';
import { finding, plusMinus, unitOf } from './words.js';

export function printSummary(summary: Summary, rate: number): void {
  const table = new Table({
    head: ['on the test set', 'no dropout', `dropout ${rate}`, 'difference'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const [k, { measure, when, without, dropout, difference }] of summary.rows.entries()) {
    if (when !== summary.rows[k - 1]?.when) table.push([{ content: when, colSpan: 4 }]);
    table.push([
      `  ${measure.name}${unitOf(measure)}`,
      plusMinus(without, measure),
      plusMinus(dropout, measure),
      plusMinus(difference, measure, true),
    ]);
  }
  for (const text of table.toString().split('\n')) line(text);
  paragraph(finding(told(summary)));
}
