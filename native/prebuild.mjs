// Builds the binaries of the package, all or those named, by prebuildify: prebuilds/<platform>-<arch>/<name>.node. One
// compiler cross-builds them all, from Linux on x64.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import prebuildify from 'prebuildify';
import { targets } from './targets.mjs';
import { zigEnvironment } from './zig.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const target of targets(process.argv.slice(2))) {
  const { name, platform, arch, libc } = target;
  console.log(name);
  Object.assign(process.env, zigEnvironment(target));
  const cwd = join(root, 'build/prebuild', name); // prebuildify takes the binary out of build/Release in it
  mkdirSync(cwd, { recursive: true });
  const build = [process.execPath, join(root, 'native/build.mjs'), 'addon', join(cwd, 'build/Release')];
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
