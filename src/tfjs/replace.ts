/** Methods of the prototypes of TensorFlow.js, in whose place are ours for a while. */

/** Puts a method in place of one, and returns what puts that back. */
export function replace<Method>(prototype: object, name: string, make: (original: Method) => Method): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  const value = make(prototype[name as keyof object] as Method);
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  return () => {
    if (before === undefined) delete prototype[name as keyof object];
    else Object.defineProperty(prototype, name, before);
  };
}
