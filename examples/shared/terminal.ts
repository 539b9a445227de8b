/** Prints text. It is bold or grey only if stdout is a terminal with 256 colours and NO_COLOR is not set. */

export const colours = process.stdout.isTTY === true && process.stdout.hasColors(256);

export function heading(text: string): void {
  console.log(colours ? `\n\x1b[1m${text}\x1b[0m` : `\n${text}`);
}

export function line(text: string): void {
  console.log(`  ${text}`.trimEnd());
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
