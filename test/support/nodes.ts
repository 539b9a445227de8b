/** Other versions of Node.js, from npm. */

import { join } from 'node:path';
import { npmPackage } from '../../tools/npm-package.mjs';

/** The oldest that package.json allows, and the newest of each later release line. */
export const NODE_VERSIONS: readonly string[] = ['20.19.0', '22.23.3', '24.21.0', '26.10.0'];

/** For the platforms linux-x64, linux-arm64 and win-x64. */
export function nodeProgram(platform: string, version: string): string {
  const directory = npmPackage(`node-${platform}@${version}`);
  return join(directory, platform.startsWith('win') ? 'bin/node.exe' : 'bin/node');
}
