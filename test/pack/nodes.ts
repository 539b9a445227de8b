/** The versions of Node.js that the package is used on. */

import { NODE_VERSIONS, nodeProgram } from '../support/nodes.js';

export interface Node {
  version: string;
  file: string;
}

/** Where there are no binaries to fetch, the version that runs this test. */
export function nodes(): Node[] {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return [{ version: process.versions.node, file: process.execPath }];
  }
  return NODE_VERSIONS.map((version) => ({ version, file: nodeProgram('linux-x64', version) }));
}
