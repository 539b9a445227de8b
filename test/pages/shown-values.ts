/** Turns the values in an example's comments into assertions. */

/** A statement on one line that is a const or an expression, and the value in the comment after it. */
const STATEMENT =
  /^(?:(?:const|let) (?<name>\w+) = |(?!\s|\/\/|const |let |import |export |for |if ))(?<expression>.+?); \/\/ (?:[a-z ]+: )?(?<value>\[[-\d., ]*\]|-?\d+(?:\.\d+)?|true|false)(?:$|[:;,. ])/;

const ASSERT = `import { strict as $assert } from 'node:assert';
function $expect(value, shown) {
  const one = (x, digits) => (typeof x === 'number' && digits.includes('.') ? x.toFixed(digits.split('.')[1].length) : String(x));
  const texts = shown.startsWith('[') ? shown.slice(1, -1).split(', ').filter(Boolean) : [shown];
  const values = shown.startsWith('[') ? Array.from(value) : [value];
  $assert.equal(values.length, texts.length, shown);
  // To the digits that are shown; a value without decimals must be an integer.
  $assert.deepEqual(values.map((x, i) => one(x, texts[i])), texts);
}
`;

/** The example with assertions, and the values that these check. */
export function asserted(code: string): { code: string; values: string[] } {
  const values: string[] = [];
  const lines = code.split('\n').map((line) => {
    const { name, expression, value } = STATEMENT.exec(line)?.groups ?? {};
    if (value === undefined) return line;
    values.push(value);
    const shown = JSON.stringify(value);
    return name === undefined ? `$expect(${expression}, ${shown});` : `${line}\n$expect(${name}, ${shown});`;
  });
  return { code: ASSERT + lines.join('\n'), values };
}
