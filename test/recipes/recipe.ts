/** The programs of docs/recipes.md as modules, so that there is one copy of each. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../support/child.js';
import { fencedExamples } from '../support/fenced.js';

/** The program that follows a heading. */
function programBelow(heading: string): string {
  const page = readFileSync(join(root, 'docs/recipes.md'), 'utf8');
  const [, section] = page.split(new RegExp(`^#+ ${heading}$`, 'm'));
  if (section === undefined) throw new Error(`docs/recipes.md has no heading ${heading}`);
  return fencedExamples(section)[0];
}

/** Runs the program below that heading in a new process, and gives the values that it declares by these names. */
export async function recipe<T>(heading: string, names: readonly (keyof T & string)[]): Promise<T> {
  // Inside the repository, so that the program finds the packages that it imports.
  const build = join(root, 'build');
  mkdirSync(build, { recursive: true });
  const directory = mkdtempSync(join(build, 'recipe-'));
  try {
    const file = join(directory, 'recipe.mjs');
    writeFileSync(file, `${programBelow(heading)}\nexport { ${names.join(', ')} };\n`);
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
