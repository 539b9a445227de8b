/** What can run a target's binary on this machine. */

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { npmPackage } from '../../tools/npm-package.mjs';
import { type Target, targetHere } from '../../tools/targets.mjs';
import { NODE_VERSIONS, nodeProgram } from '../support/nodes.js';
import { CHECKS, root } from './stage.js';

export interface Runner {
  name: string;
  command: string[];
  env?: Record<string, string>;
}

/** Libraries of the emulated processor, in the folders of Debian's libstdc++6-arm64-cross. */
const QEMU_ARM64 = ['qemu-aarch64', '-L', '/usr/aarch64-linux-gnu'];

/** An environment in which wine pretends to be Windows 10, because Node.js requires it. */
function windows10(): Record<string, string> {
  const env = { WINEPREFIX: join(root, 'build/wine'), WINEDEBUG: '-all' };
  const version = ['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'];
  execFileSync('wine', version, { env: { ...process.env, ...env }, stdio: 'ignore' });
  return env;
}

/** A copy of Node.js under a different name: programs such as Electron do not have the name node. */
function renamed(program: string): string {
  const copy = join(root, 'build/other.exe');
  copyFileSync(program, copy);
  return copy;
}

const FROM_LINUX_X64: Record<string, () => Runner[]> = {
  'linux-x64': () => [
    ...NODE_VERSIONS.map((version) => ({
      name: `Node.js ${version}`,
      command: [nodeProgram('linux-x64', version), CHECKS],
    })),
    {
      name: 'Node.js, scalar',
      command: [process.execPath, CHECKS],
      env: { NATIVE_DROPOUT_ISA: 'scalar' },
    },
    { name: 'Bun 1.4.5', command: [join(npmPackage('@oven/bun-linux-x64@1.4.5'), 'bin/bun'), CHECKS] },
    {
      name: 'Deno 2.9.6',
      command: [join(npmPackage('@deno/linux-x64-glibc@2.9.6'), 'deno'), 'run', '--allow-all', CHECKS],
    },
  ],
  'linux-arm64': () =>
    ['neon', 'scalar'].map((isa) => ({
      name: `Node.js 22.23.3, qemu, ${isa}`,
      command: [...QEMU_ARM64, nodeProgram('linux-arm64', '22.23.3'), CHECKS],
      env: { NATIVE_DROPOUT_ISA: isa, CONFORMANCE_ENGINE: 'native' },
    })),
  'win32-x64': () => {
    const node = nodeProgram('win-x64', '22.23.3');
    const env = windows10();
    return [
      { name: 'Node.js 22.23.3, wine', command: ['wine', node, CHECKS], env },
      { name: 'the same by another name', command: ['wine', renamed(node), CHECKS], env },
    ];
  },
};

/** Whether this is the kind of machine that builds the binaries, and runs those of other systems. */
export const BUILDS: boolean = targetHere()?.name === 'linux-x64' && !existsSync('/etc/alpine-release');

/** Empty for targets that can only be read here. */
export function runners(target: Target): Runner[] {
  const here = targetHere();
  if (BUILDS && target.name in FROM_LINUX_X64) return FROM_LINUX_X64[target.name]();
  return here === target ? [{ name: `Node.js ${process.version}`, command: [process.execPath, CHECKS] }] : [];
}
