/** Tools that are no dependencies of the project: hosts/package.json pins them, build/hosts/ has them. */

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './process.js';

export const fixtures: string = fileURLToPath(new URL('hosts', import.meta.url));

/** Projects in this folder find the tools by Node.js's own rule. */
export const workshop: string = join(root, 'build/hosts');

export function tool(path: string): string {
  return join(workshop, 'node_modules', path);
}

/** A tool that the project also depends on. */
export function dependency(path: string): string {
  return join(root, 'node_modules', path);
}

export function installTools(): void {
  const [wanted, installed] = [join(fixtures, 'package.json'), join(workshop, 'package.json')];
  if (existsSync(installed) && readFileSync(wanted, 'utf8') === readFileSync(installed, 'utf8')) return;
  mkdirSync(workshop, { recursive: true });
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefix', workshop];
  copyFileSync(wanted, `${installed}`);
  execFileSync('npm', ['install', ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
}
