/** The error for a filter that matches no row. */
export function noRow(filter: string, names: readonly string[]): Error {
  return new Error(`--filter: expected a part of a row's name, such as ${names[0]}, got ${JSON.stringify(filter)}`);
}
