/** What public functions say about bad input: the argument, what was expected, what came. */

/** Of a property that is no getter, here or up the prototypes, so that an error text runs none of the user's code. */
function plainProperty(object: object, name: string): unknown {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, name);
    if (property !== undefined) return property.value;
  }
  return undefined;
}

function className(object: object): string {
  const made = plainProperty(object, 'constructor');
  const name = typeof made === 'function' ? plainProperty(made, 'name') : undefined;
  return typeof name === 'string' && name !== '' ? name : 'an object';
}

/** What to do with a value that is often given where an array of floats is wanted. */
function hint(object: object): string {
  if (Array.isArray(object)) return ' (Float32Array.from(array) makes one)';
  if (typeof plainProperty(object, 'dataSync') === 'function') return ' (tensor.dataSync() gives its values)';
  if (!ArrayBuffer.isView(object) && className(object).endsWith('Array')) return ' (a Proxy, or what else is like one)';
  return '';
}

/** Numbers around 2^48, the limit of most, as docs write them and not in fifteen digits. */
export function power(n: number): string {
  const more = n - 2 ** 48;
  if (more === 0) return '2^48';
  return Math.abs(more) <= 2 ** 32 ? `2^48 ${more < 0 ? '-' : '+'} ${Math.abs(more)}` : String(n);
}

/** `wanted` turns what has been shown into what comes behind it. */
function show(value: unknown, wanted: (object: object) => string = () => ''): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return power(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return className(value) + wanted(value);
  } catch {
    return 'an object'; // a revoked Proxy, or one whose traps throw
  }
}

export function message(name: string, expected: string, came: string): string {
  return `${name}: expected ${expected}, got ${came}`;
}

export function wrongType(name: string, expected: string, value: unknown): TypeError {
  return new TypeError(message(name, expected, show(value)));
}

export function wrongValue(name: string, expected: string, value: unknown): RangeError {
  return new RangeError(message(name, expected, show(value)));
}

export function wrongArray(name: string, expected: string, value: unknown): TypeError {
  return new TypeError(message(name, expected, show(value, hint)));
}

export function deadArray(name: string): TypeError {
  return new TypeError(message(name, 'an array with live memory', 'one that is detached or out of its buffer'));
}
