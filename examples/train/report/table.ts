/** The summary as a table of the page. */

import type { Row, Summary } from '../summary.js';
import { plusMinus, unitOf, wins } from '../words.js';

/** On narrow screens the deviation breaks to a line below the mean. */
const broken = (text: string): string => text.replace(/ (±.*)/, ' <small>$1</small>');

function line(row: Row, first: boolean): string {
  const { measure, when } = row;
  const cells = [
    plusMinus(row.without, measure),
    plusMinus(row.dropout, measure),
    plusMinus(row.difference, measure, true),
    wins(row),
  ];
  const head = first ? `<tr class="group"><th colspan="5" scope="rowgroup">${when}</th></tr>` : '';
  const name = `<th scope="row">${measure.name}${unitOf(measure)}</th>`;
  return `${head}<tr>${name}${cells.map((cell) => `<td>${broken(cell)}</td>`).join('')}</tr>`;
}

export function summaryTable({ rows }: Summary, rate: number): string {
  const heads = ['', 'no dropout', `dropout ${rate}`, 'difference', 'better'];
  const body = rows.map((row, k) => line(row, row.when !== rows[k - 1]?.when));
  return `<table class="summary"><thead><tr>${heads
    .map((head) => `<th scope="col">${head}</th>`)
    .join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}
