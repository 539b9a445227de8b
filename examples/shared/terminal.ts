/** Plain text everywhere; bold and greys only where stdout is a terminal with 256 colours and NO_COLOR is not set. */

export const colours = process.stdout.isTTY === true && process.stdout.hasColors(256);

export function heading(text: string): void {
  console.log(colours ? `\n\x1b[1m${text}\x1b[0m` : `\n${text}`);
}

export function line(text: string): void {
  console.log(`  ${text}`.trimEnd());
}

/** With thousands separators, and as many decimals as asked for. */
export function number(value: number, decimals = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Prints `yes`, or `NO` and lets the process end with code 1. */
export function yes(holds: boolean): string {
  if (!holds) process.exitCode = 1;
  return holds ? 'yes' : 'NO';
}

/** The first line of the innermost message, which says what went wrong rather than who noticed. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message.split('\n', 1)[0] : reason(error.cause);
}
