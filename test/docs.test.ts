/** The examples in the README and in doc comments run as they stand. */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

function sources(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => join(folder, entry));
}

/** What follows an @example until the next tag or the end of the comment, without the comment's stars. */
function docExamples(text: string): string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const lines = comment
      .slice(3, -2)
      .split('\n')
      .map((line) => line.replace(/^\s*\* ?/, ''));
    const examples = lines
      .join('\n')
      .split(/^@example$/m)
      .slice(1);
    return examples.map((example) => example.split(/^@\w+/m)[0]);
  });
}

function fencedExamples(text: string): string[] {
  return [...text.matchAll(/^```(?:js|ts)\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
}

const examples = [
  ...sources('src').flatMap((file) =>
    docExamples(readFileSync(join(root, file), 'utf8')).map((code) => ({ file, code })),
  ),
  ...['README.md'].flatMap((file) =>
    fencedExamples(readFileSync(join(root, file), 'utf8')).map((code) => ({ file, code })),
  ),
];

describe('examples run', () => {
  test('there are some', () => {
    expect(examples.filter(({ file }) => file === 'README.md').length).toBeGreaterThanOrEqual(3);
    expect(examples.filter(({ file }) => file !== 'README.md').length).toBeGreaterThanOrEqual(5);
  });

  test.each(examples)('$file: $code', ({ code }) => {
    const args = ['--input-type=module', '-e', code];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
