/** Prints text. It is bold or grey only if stdout is a terminal with 256 colours and NO_COLOR is not set. */

export const colours = process.stdout.isTTY === true && process.stdout.hasColors(256);

const INDENT = '  ';

/** Columns of a line of text. Redirected text has 80, as a usual terminal. */
const WIDTH = Math.max(process.stdout.columns ?? 80, 40) - 1 - INDENT.length;

export function heading(text: string): void {
  console.log(colours ? `\n\x1b[1m${text}\x1b[0m` : `\n${text}`);
}

/** Prints a line as it is. */
export function line(text: string): void {
  console.log(`${INDENT}${text}`.trimEnd());
}

/** Prints sentences, broken between words if the terminal is narrower. */
export function paragraph(text: string): void {
  let row = '';
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > WIDTH) {
      line(row);
      row = '';
    }
    row += row === '' ? word : ` ${word}`;
  }
  line(row);
}

/** A number with thousands separators and this number of decimals. */
export function number(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** @returns 'yes'; or 'NO', and the process will end with code 1. */
export function yes(holds: boolean): string {
  if (!holds) process.exitCode = 1;
  return holds ? 'yes' : 'NO';
}

/** The first line of the innermost message, which names the cause. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message.split('\n', 1)[0] : reason(error.cause);
}
