/** How objects print themselves in Node.js: their state, under the name of their class. */

type Inspect = (value: object, options: object) => string;

export function inspectAs(name: string, state: object, options: object, inspect: unknown): string {
  return `${name} ${(inspect as Inspect)(state, options)}`;
}
