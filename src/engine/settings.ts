/** The environment's settings, read when they are first needed. */

/** One that cannot be read, as in Deno without the permission, counts as not set. */
export function setting(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}
