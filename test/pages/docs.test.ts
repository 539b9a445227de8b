/** The examples in pages and doc comments run, and give the values in their comments. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, runProgram } from '../support/child.js';
import { fencedExamples } from '../support/fenced.js';
import { asserted } from './shown-values.js';

function files(folder: string, extension: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => entry.endsWith(extension)).map((entry) => join(folder, entry));
}

/** The code after each @example up to the next tag or the end of the comment, without the comment's stars. */
function docExamples(text: string): string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const lines = comment.slice(3, -2).replaceAll(/^\s*\* ?/gm, '');
    const examples = lines.split(/^@example$/m).slice(1);
    return examples.map((example) => example.split(/^@\w+/m)[0]);
  });
}

interface Example {
  file: string;
  code: string;
}

function examplesIn(file: string): Example[] {
  const text = readFileSync(join(root, file), 'utf8');
  return (file.endsWith('.ts') ? docExamples(text) : fencedExamples(text)).map((code) => ({ file, code }));
}

/** The pages that package.json ships. */
const pages = ['README.md', 'CHANGELOG.md', 'site/index.md', ...files('docs', '.md')];
const examples = [...pages, ...files('src', '.ts')].flatMap(examplesIn);

/** The message that TensorFlow.js prints in Node.js. */
const GREETING = /^\n=+\nHi, looks like you are running TensorFlow\.js in Node\.js\..*\n=+\n/m;

/** Each example writes its files in a new folder here, from which it finds the package. */
mkdirSync(join(root, 'build'), { recursive: true });
const scratch = mkdtempSync(join(root, 'build/examples-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The error of an example, or an empty text. */
function errorOf(example: string): string {
  const directory = mkdtempSync(join(scratch, 'example-'));
  const file = join(directory, 'example.mjs'); // programs start workers by their own URL
  writeFileSync(file, asserted(example).code);
  const { status, stderr } = runProgram([file], { directory });
  return status === 0 ? stderr.replace(GREETING, '') : `exit code ${status}: ${stderr}`;
}

describe('examples', () => {
  test('there are some', () => {
    const inReadme = examples.filter(({ file }) => file === 'README.md');
    expect(inReadme.length).toBeGreaterThanOrEqual(2);
    expect(examples.length - inReadme.length).toBeGreaterThanOrEqual(5);
    const values = inReadme.flatMap(({ code }) => asserted(code).values);
    expect(values).toContain('[2, 0, 6, 8, 0, 12]');
  });

  test.each(examples)('$file: $code', ({ code }) => expect(errorOf(code)).toBe(''));
});

describe('a value in a comment', () => {
  const values = (shown: string) => `const y = Float32Array.of(50 / 9, 70 / 9, 10); // ${shown}`;
  const right = ['[5.5556, 7.7778, 10]', '[5.56, 7.8, 10.0]: all kept', 'the same mask'].map(values);
  const wrong = ['[5.5555, 7.7778, 10]', '[5.5556, 7.7778]', '[0, 7.7778, 10]'].map(values);

  test.each([...right, 'new Float32Array(3).length; // 3', '[1].includes(1); // in it: true'])('%s', (example) => {
    expect(errorOf(example)).toBe('');
  });

  test.each([...wrong, 'new Float32Array(3).length; // 4', '[1].includes(1); // in it: false'])('not %s', (example) => {
    expect(errorOf(example)).toContain('ERR_ASSERTION');
  });
});
