/** Reads a binary of any format and lists its faults. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Target } from '../../tools/targets.mjs';
import { zigEnvironment } from '../../tools/zig.mjs';
import { EXPORTS, limits } from './limits.js';
import { root } from './stage.js';

interface Contents {
  /** The version of the system that it needs, if the format names one. */
  floor: string;
  libraries: string[];
  imports: string[];
  exports: string[];
  unsigned?: boolean;
}

const NODE_API = /^(napi|node_api)_/;

/** Runs a tool of LLVM; these read all three formats. */
function llvm(tool: string, ...args: string[]): string {
  return execFileSync(`llvm-${tool}`, args, { encoding: 'utf8' });
}

/** The first group of every match. */
function all(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, found]) => found);
}

function elf(file: string): Contents {
  const imports = llvm('nm', '-D', '-u', '-j', file).trim().split(/\s+/);
  return {
    libraries: all(llvm('objdump', '-p', file), /NEEDED +(\S+)/g),
    imports: imports.map((name) => name.replace(/@.*/, '')).filter((name) => name !== '__gmon_start__'), // from crtbegin
    exports: llvm('nm', '-D', '-U', '-j', file).trim().split(/\s+/),
    floor: newest(imports.map((name) => name.split('@GLIBC_')[1] ?? '')) || '–',
  };
}

/** What musl exports; the compiler has a list of it. */
function inMusl(): string[] {
  const list = join(dirname(zigEnvironment('').ZIG), 'lib/libc/musl/libc.S');
  return all(readFileSync(list, 'utf8'), /^(\w+):$/gm);
}

/** Imports without which a program for musl would not load the file: glibc has them all. */
function missingInMusl(file: string): string[] {
  const needed = all(llvm('nm', '-D', '-u', file), /^ +U (\w+)/gm).filter((name) => !NODE_API.test(name));
  const exported = inMusl();
  return needed.filter((name) => !exported.includes(name));
}

function machO(file: string): Contents {
  const headers = llvm('objdump', '--macho', '--private-headers', file);
  const trie = llvm('objdump', '--macho', '--exports-trie', file);
  const symbols = (text: string): string[] =>
    text
      .trim()
      .split(/\s+/)
      .map((name) => name.replace(/^_/, ''));
  return {
    floor: all(headers, /minos (\S+)/g)[0],
    libraries: all(headers, /LC_LOAD_DYLIB\n.*\n +name (\S+)/g),
    imports: symbols(llvm('nm', '-u', '-j', file)).filter((name) => name !== 'dyld_stub_binder'), // the linker adds it
    unsigned: !headers.includes('LC_CODE_SIGNATURE'), // macOS on arm64 loads no unsigned code
    exports: all(trie, /^0x\S+ +_(\S+)$/gm).filter((name) => !['_mh_dylib_header', '__dso_handle'].includes(name)),
  };
}

function pe(file: string): Contents {
  const headers = llvm('readobj', '--file-headers', file);
  const imports = llvm('readobj', '--coff-imports', file);
  return {
    floor: `${all(headers, /MajorSubsystemVersion: (\d+)/g)}.${all(headers, /MinorSubsystemVersion: (\d+)/g)}`,
    libraries: all(imports, /^ {2}Name: (\S+)/gm),
    imports: all(imports, /Symbol: (\S+)/g),
    exports: all(llvm('readobj', '--coff-exports', file), /Name: (\S+)/g),
  };
}

function newest(versions: string[]): string {
  return versions.reduce((a, b) => (isNewer(a, b) ? a : b));
}

function isNewer(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0;
}

export interface Inspection {
  floor: string;
  problems: string[];
}

export function inspect(target: Target, file: string): Inspection {
  const { floor, libraries, imports, exports, unsigned } = { linux: elf, darwin: machO, win32: pe }[target.platform](
    file,
  );
  const allowed = limits(target);
  const system = imports.filter((name) => !NODE_API.test(name));
  const headers = llvm('readobj', '--file-headers', '--sections', file);
  const arch = { x64: 'x86_64', arm64: 'aarch64' }[target.arch];
  const problems = [
    ...(headers.includes(`Arch: ${arch}\n`) ? [] : [`is not for ${target.arch}`]),
    ...(unsigned && target.arch === 'arm64' ? ['is not signed'] : []),
    ...(/\.symtab|debug_/.test(headers) ? ['is not stripped'] : []),
    ...(readFileSync(file).includes(root) ? ['names the directory that it was built in'] : []),
    ...libraries.filter((name) => !allowed.libraries.test(name)).map((name) => `needs the library ${name}`),
    ...system.filter((name) => !allowed.imports.test(name)).map((name) => `imports ${name}`),
    ...(target.platform === 'linux' ? missingInMusl(file).map((name) => `imports ${name}, which musl lacks`) : []),
    ...exports.filter((name) => !EXPORTS.includes(name)).map((name) => `exports ${name}`),
    ...EXPORTS.filter((name) => !exports.includes(name)).map((name) => `does not export ${name}`),
  ];
  if (target.platform !== 'win32' && imports.length === system.length) problems.push('imports nothing of Node-API');
  if (allowed.floor !== undefined && isNewer(floor, allowed.floor))
    problems.push(`needs ${floor}, above ${allowed.floor}`);
  return { floor, problems };
}
