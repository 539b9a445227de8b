/** The package as `npm publish` packs it. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { npm } from './managers.js';
import { root, runNode } from './process.js';

export interface Tarball {
  file: string;
  /** Sizes are in bytes. */
  size: number;
  unpackedSize: number;
  files: { path: string; size: number }[];
  /** The folder in which it is unpacked. */
  directory: string;
  manifest: Record<string, unknown>;
}

export interface Source {
  /** An existing tarball. */
  given?: string | undefined;
  /** Whether the scripts of `npm pack` run. They require the binary of every target. */
  scripts?: boolean;
}

export async function pack(scratch: string, { given, scripts = false }: Source = {}): Promise<Tarball> {
  const args = ['pack', '--json', '--silent', '--pack-destination', scratch];
  if (given !== undefined) args.push(resolve(given));
  if (!scripts) args.push('--ignore-scripts');
  const [packed] = JSON.parse(await runNode([npm, ...args], { cwd: root, home: scratch }));
  const file = join(scratch, packed.filename);
  execFileSync('tar', ['-xzf', file, '-C', scratch]);
  const directory = join(scratch, 'package');
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  return { ...packed, file, directory, manifest };
}
