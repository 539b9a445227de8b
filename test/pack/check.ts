/** Something that was checked, and what was wrong with it. */
export interface Check {
  name: string;
  /** Missing if all is well. */
  failure?: string;
}

/** Runs a check that throws if it fails. */
export async function check(name: string, body: () => unknown): Promise<Check> {
  try {
    await body();
    return { name };
  } catch (error) {
    return { name, failure: error instanceof Error ? error.message : String(error) };
  }
}
