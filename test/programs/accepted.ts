/** The options that a call accepts, or the fields of a config: the error about an unknown one names them. */
export function accepted(call: (wrong: object) => unknown): string[] {
  try {
    call({ unknown: 1 });
  } catch (error) {
    const [, names] = /: expected only (.*?) (?:for |and the fields )/.exec((error as Error).message) ?? [];
    if (names === undefined) throw error;
    return names.split(', ');
  }
  throw new Error('an unknown option is accepted');
}
