/** Shows progress as one line that overwrites itself, if stderr is a terminal. */

const shown = process.stderr.isTTY === true;

export function progress(text: string): void {
  if (shown) process.stderr.write(`\r\x1b[K${text}`);
}

export function progressDone(): void {
  progress('');
}
