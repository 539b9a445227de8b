/** Prints tables, for the terminal or as Markdown. */

import Table from 'cli-table3';

export type Align = 'left' | 'right';

/** Prints a table; each column has a head and an alignment. */
export type Print = (head: readonly string[], aligns: readonly Align[], rows: readonly (readonly string[])[]) => void;

export const printTable: Print = (head, aligns, rows) => {
  const table = new Table({
    head: [...head],
    colAligns: [...aligns],
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  console.log(table.toString());
};

export const printMarkdown: Print = (head, aligns, rows) => {
  const rule = aligns.map((align) => (align === 'left' ? '---' : '---:'));
  for (const row of [head, rule, ...rows]) console.log(`| ${row.join(' | ')} |`);
};
