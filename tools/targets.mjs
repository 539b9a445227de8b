// The platforms of the package's binaries. `zig` is the compiler's name for one, which ends in the
// oldest supported system.
/**
 * @typedef {object} Target
 * @property {string} name
 * @property {'linux' | 'darwin' | 'win32'} platform
 * @property {'x64' | 'arm64'} arch
 * @property {string} zig
 */

/** @type {Target[]} */
const TARGETS = [
  { name: 'linux-x64', platform: 'linux', arch: 'x64', zig: 'x86_64-linux-gnu.2.28' },
  { name: 'linux-arm64', platform: 'linux', arch: 'arm64', zig: 'aarch64-linux-gnu.2.28' },
  { name: 'darwin-x64', platform: 'darwin', arch: 'x64', zig: 'x86_64-macos.11.0' },
  { name: 'darwin-arm64', platform: 'darwin', arch: 'arm64', zig: 'aarch64-macos.11.0' },
  { name: 'win32-x64', platform: 'win32', arch: 'x64', zig: 'x86_64-windows.win10-gnu' },
  { name: 'win32-arm64', platform: 'win32', arch: 'arm64', zig: 'aarch64-windows.win10-gnu' },
];

export const TARGET_NAMES = TARGETS.map(({ name }) => name);

/**
 * The targets of these names, or all.
 * @param {string[]} names
 */
export function targets(names) {
  return names.length === 0 ? TARGETS : TARGETS.filter(({ name }) => names.includes(name));
}

/**
 * The path of a target's binary in the package, as prebuildify names it.
 * @param {Target} target
 */
export function binaryPath({ platform, arch }) {
  return `prebuilds/${platform}-${arch}/native-dropout.node`;
}

/** The target of this machine, if there is one. */
export function targetHere() {
  return TARGETS.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
}
