/** Which files of a built package a program loads. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirname, join as joinNames, normalize } from 'node:path/posix';

const IMPORT = /(?:\bfrom |\brequire\()['"]([.#][^'"]+)['"]/g;

/**
 * These files of the package in `directory`, the files that they import, and so on. A name of `imports` in package.json
 * stands for all files that it can mean.
 * @throws {Error} if one is missing.
 */
export function reachableFiles(directory: string, entries: readonly string[]): string[] {
  const { imports } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const found = new Set<string>();
  function visit(file: string): void {
    if (found.has(file)) return;
    found.add(file);
    for (const [, name] of readFileSync(join(directory, file), 'utf8').matchAll(IMPORT)) {
      const isPrivate = name.startsWith('#');
      const files: string[] = isPrivate ? Object.values(imports[name]) : [joinNames(dirname(file), name)];
      for (const one of files) visit(normalize(one));
    }
  }
  for (const entry of entries) visit(entry);
  return Array.from(found);
}
