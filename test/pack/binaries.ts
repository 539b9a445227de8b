/** The binaries that the package should hold: one for each target. */

import { binaryPath, type Target, targetHere, targets } from '../../tools/targets.mjs';
import type { Tarball } from './tarball.js';

export const BINARIES: readonly string[] = targets([]).map(binaryPath);

/** Targets whose binary is not in the tarball. */
export function missingTargets({ files }: Tarball): Target[] {
  return targets([]).filter((target) => !files.some(({ path }) => path === binaryPath(target)));
}

/** @throws {Error} if the tarball has no binary that this machine can load. */
export function checkBinaryOfMachine(tarball: Tarball): void {
  const here = targetHere();
  if (here === undefined) throw new Error(`${process.platform}-${process.arch} is no target of tools/targets.mjs`);
  if (!missingTargets(tarball).includes(here)) return;
  throw new Error(`${binaryPath(here)} is not there: npm run binaries -- ${here.name}`);
}

/** @throws {Error} if the tarball lacks the binary of any target. */
export function checkAllBinaries(tarball: Tarball): void {
  const missing = missingTargets(tarball);
  if (missing.length > 0) throw new Error(missing.map((target) => `${binaryPath(target)} is not there`).join('\n'));
}
