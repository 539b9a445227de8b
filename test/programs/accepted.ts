const EXPECTED = /: expected (?:only|no fields but) (.*?)(?: for | and the fields |, got )/;

/** The options that a call accepts, or the fields of a config: the error about an unknown one names them. */
export function accepted(call: (wrong: object) => unknown): string[] {
  try {
    call({ unknown: 1 });
  } catch (error) {
    const [, names] = EXPECTED.exec((error as Error).message) ?? [];
    if (names === undefined) throw error;
    return names.split(', ');
  }
  throw new Error('an unknown option is accepted');
}

/** The same for a call that returns a promise. */
export async function acceptedLater(call: (wrong: object) => Promise<unknown>): Promise<string[]> {
  try {
    await call({ unknown: 1 });
  } catch (error) {
    return accepted(() => {
      throw error;
    });
  }
  throw new Error('an unknown option is accepted');
}
