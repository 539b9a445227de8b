/** The environment's settings, read when they are first needed. */

/** Without the space around it; one that cannot be read, as in Deno without the permission, counts as not set. */
export function setting(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name]?.trim() || undefined;
  } catch {
    return undefined;
  }
}
