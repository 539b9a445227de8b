// Builds the binaries of the package, all or those named, by prebuildify: prebuilds/<platform>-<arch>/<name>.node. One
// compiler cross-builds them all, from Linux on x64.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import prebuildify from 'prebuildify';
import { root } from './process.mjs';
import { targets } from './targets.mjs';
import { cmakeEnvironment } from './zig.mjs';

for (const target of targets(process.argv.slice(2))) {
  const { name, platform, arch, libc } = target;
  console.log(name);
  Object.assign(process.env, cmakeEnvironment(target));
  const cwd = join(root, 'build/prebuild', name); // prebuildify takes the binary out of build/Release in it
  mkdirSync(cwd, { recursive: true });
  const build = [process.execPath, join(root, 'tools/build.mjs'), 'addon', join(cwd, 'build/Release')];
  await promisify(prebuildify)({
    name: 'native-dropout',
    cwd,
    out: root,
    platform,
    arch,
    libc,
    tagLibc: libc !== undefined,
    napi: true,
    targets: [process.versions.node], // of Node-API any version of Node.js gives the same
    nodeGyp: build.map((word) => `"${word}"`).join(' '),
    shell: true,
  });
}
