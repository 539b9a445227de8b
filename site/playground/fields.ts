/** Reads what a visitor wrote. What is no number goes to the package as it is, so that its message says what is wrong. */

/** A number, or the text itself. */
export function numberOf(text: string): number {
  const value = Number(text);
  return (text.trim() === '' || Number.isNaN(value) ? text : value) as number;
}

/** A bigint, if a number cannot hold it. */
export function seedOf(text: string): number | bigint {
  const value = numberOf(text);
  return /^\s*-?\d+\s*$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

export function shapeOf(text: string): number[] {
  return text
    .split(/[\s,×]+/)
    .filter(Boolean)
    .map(numberOf);
}

export interface Refusal {
  /** The argument that the message names. */
  field: string;
  message: string;
}

export type Attempt<T> = { value: T; error?: undefined } | { value?: undefined; error: Refusal };

export function attempt<T>(run: () => T): Attempt<T> {
  try {
    return { value: run() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: { field: /^\w+/.exec(message)?.[0] ?? '', message } };
  }
}
