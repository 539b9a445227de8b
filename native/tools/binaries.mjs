// Builds the binaries of the package, all or those named, by prebuildify: prebuilds/<platform>-<arch>/<name>.node. One
// compiler cross-builds them all, from Linux on x64.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const build = [process.execPath, join(root, 'native/tools/build.mjs'), 'addon', join(cwd, 'build/Release')];
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

// What each of them must be, for the loader.
const prebuilds = join(root, 'prebuilds');
const files = readdirSync(prebuilds, { recursive: true }).filter((file) => file.endsWith('.node'));
const sums = files.sort().map((file) => {
  const sum = createHash('sha256')
    .update(readFileSync(join(prebuilds, file)))
    .digest('hex');
  return [file, sum];
});
writeFileSync(join(prebuilds, 'sha256.json'), `${JSON.stringify(Object.fromEntries(sums), null, 2)}\n`);
