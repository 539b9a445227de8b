/** Objects that all copies of the package in a process share. If the global object is frozen, each copy has its own. */

export function shared<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`native-dropout.${name}`);
  const place = globalThis as { [key]?: T };
  const made = place[key] ?? make();
  if (place[key] === undefined && Object.isExtensible(place)) Object.defineProperty(place, key, { value: made });
  return made;
}
