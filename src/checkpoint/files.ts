/** Files of Node.js, Bun and Deno, found when they are first needed, so that browsers can import this package. */

type FileSystem = typeof import('node:fs');

/** @throws {Error} if this host has no files. */
export function fileSystem(): FileSystem {
  const fs = globalThis.process?.getBuiltinModule?.('node:fs');
  if (fs !== undefined) return fs;
  throw new Error('only Node.js, Bun and Deno write and read files; elsewhere, store the bytes of encodeCheckpoint()');
}

/** Writes a file, and returns when its bytes are on the disk. */
export function writeFlushed(path: string, parts: readonly Uint8Array[]): void {
  const { closeSync, fsyncSync, openSync, writeFileSync } = fileSystem();
  const file = openSync(path, 'w');
  try {
    for (const part of parts) writeFileSync(file, part);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Reads a file; undefined if there is none. */
export function readIfThere(path: string): Uint8Array | undefined {
  try {
    return fileSystem().readFileSync(path);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}
