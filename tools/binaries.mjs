// Builds the binaries of the package by prebuildify: prebuilds/<platform>-<arch>/<name>.node. One compiler builds them for
// all platforms, on Linux x64.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import prebuildify from 'prebuildify';
import { readOptions } from './command-line.mjs';
import { commandOf } from './commands.mjs';
import { root, runNode } from './process.mjs';
import { targets } from './targets.mjs';
import { cmakeEnvironment } from './zig.mjs';

for (const target of targets(readOptions(commandOf('binaries')).rest)) {
  const { name, platform, arch } = target;
  console.log(name);
  Object.assign(process.env, cmakeEnvironment(target));
  const cwd = join(root, 'build/prebuild', name); // prebuildify expects the binary in its build/Release
  mkdirSync(cwd, { recursive: true });
  const build = [process.execPath, join(root, 'tools/build.mjs'), 'addon', join(cwd, 'build/Release')];
  await promisify(prebuildify)({
    name: 'native-dropout',
    cwd,
    out: root,
    platform,
    arch,
    napi: true,
    targets: [process.versions.node], // any version: binaries for Node-API are the same
    nodeGyp: build.map((word) => `"${word}"`).join(' '),
    shell: true,
  });
}

runNode('tools/build.mjs', 'types'); // dist/ holds the checksums of the binaries
