/** Settings of the environment, read when they are first needed. */

/** The trimmed value of a variable; undefined if it is not set, or may not be read (Deno without the permission). */
export function setting(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name]?.trim() || undefined;
  } catch {
    return undefined;
  }
}
