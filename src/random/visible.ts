/** Prints objects in Node.js: the name of the class and the state. */

type Inspect = (value: object, options: object) => string;

export function inspectAs(name: string, state: object, options: object, inspect: unknown): string {
  return `${name} ${(inspect as Inspect)(state, options)}`;
}
