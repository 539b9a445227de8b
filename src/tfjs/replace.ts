/** Replaces methods of TensorFlow.js until they are put back. */

/** Replaces a method, and returns a function that puts the original back. */
export function replace<Method>(
  prototype: object,
  name: string | symbol,
  make: (original: Method) => Method,
): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  const value = make(prototype[name as keyof object] as Method);
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  return () => {
    if (before === undefined) delete prototype[name as keyof object];
    else Object.defineProperty(prototype, name, before);
  };
}
