/** Errors about bad input: the argument, what was expected, what came, and what to do. */

/** The value of a property, or undefined for a getter: an error message must not run the user's code. */
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

/** Cuts a string to at most `most` characters. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Whether a string may be JSON of an object or an array. */
export function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** Advice for values that users often pass instead of an array of floats. */
function makingFloats(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  try {
    if (typeof plainProperty(value, 'dataSync') === 'function') {
      return 'tensor.dataSync() gives its values; native-dropout/tfjs takes tensors';
    }
    if (value instanceof ArrayBuffer) return 'new Float32Array(buffer) reads it';
    if (className(value) === 'Buffer') {
      return 'new Float32Array(buffer.buffer, buffer.byteOffset, buffer.length / 4) reads its bytes';
    }
    if (Array.isArray(plainProperty(value, '0'))) return 'Float32Array.from(array.flat(Infinity)) makes one';
    if (isNumbers(value)) return 'Float32Array.from(array) makes one';
    return !ArrayBuffer.isView(value) && className(value).endsWith('Array')
      ? 'a Proxy or a look-alike is no typed array'
      : '';
  } catch {
    return ''; // a revoked Proxy, or one whose traps throw
  }
}

function isNumbers(value: object): boolean {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && /^(?!Big).*Array$/.test(className(value)));
}

/** A number as a string; the limits around 2^32, 2^48 and 2^53 as powers. */
export function power(n: number): string {
  for (const exponent of [32, 48, 53]) {
    const more = n - 2 ** exponent;
    if (more === 0) return `2^${exponent}`;
    if (Math.abs(more) <= 2 ** (exponent - 16)) return `2^${exponent} ${more < 0 ? '-' : '+'} ${Math.abs(more)}`;
  }
  return String(n);
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cut(value, LONGEST_TEXT));
  if (typeof value === 'number') return power(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return className(value);
  } catch {
    return 'an object'; // a revoked Proxy, or one whose traps throw
  }
}

/** Longer strings of users are cut. */
const LONGEST_TEXT = 60;

const LONGEST_MESSAGE = 300;

/** @param advice What to do. */
export function message(name: string, expected: string, came: string, advice = ''): string {
  const got = cut(came, LONGEST_TEXT + 20) + (advice && ` (${advice})`);
  return cut(`${cut(name, LONGEST_TEXT)}: expected ${expected}, got ${got}`, LONGEST_MESSAGE);
}

export function wrongType(name: string, expected: string, value: unknown, advice?: string): TypeError {
  return new TypeError(message(name, expected, show(value), advice));
}

export function wrongValue(name: string, expected: string, value: unknown, advice?: string): RangeError {
  return new RangeError(message(name, expected, show(value), advice));
}

/** A RangeError if the value is of the right type. */
export function wrong(
  type: 'number' | 'string' | 'bigint',
  name: string,
  expected: string,
  value: unknown,
  advice?: string,
): TypeError | RangeError {
  return (typeof value === type ? wrongValue : wrongType)(name, expected, value, advice);
}

export function wrongArray(name: string, expected: string, value: unknown): TypeError {
  return wrongType(name, expected, value, makingFloats(value));
}

export function deadArray(name: string): TypeError {
  return new TypeError(message(name, 'an array with live memory', 'one that is detached or outside of its buffer'));
}
