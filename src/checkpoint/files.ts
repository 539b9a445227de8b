/** Files of Node.js, Bun and Deno, found when they are first needed, so that browsers can import this package. */

type FileSystem = typeof import('node:fs');

/** @throws {Error} if this host has no files. */
export function fileSystem(): FileSystem {
  const fs = globalThis.process?.getBuiltinModule?.('node:fs');
  if (fs !== undefined) return fs;
  throw new Error('only Node.js, Bun and Deno write and read files; elsewhere, store the bytes of encodeCheckpoint()');
}

/**
 * Writes a file, and returns when its bytes are on the disk.
 * @param meanwhile Called while the disk writes; returns bytes that replace the first ones of the file.
 */
export function writeFlushed(path: string, parts: readonly Uint8Array[], meanwhile?: () => Uint8Array): void {
  const { closeSync, fsyncSync, openSync, writeFileSync, writeSync } = fileSystem();
  const file = openSync(path, 'w');
  try {
    for (const part of parts) writeFileSync(file, part);
    if (meanwhile !== undefined) {
      const first = flushing(path, meanwhile);
      writeSync(file, first, 0, first.length, 0);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Runs a function while another thread flushes the file. That flush may fail: the caller flushes again. */
function flushing<T>(path: string, run: () => T): T {
  const { closeSync, fsync, openSync } = fileSystem();
  const file = openSync(path, 'r+'); // a second descriptor, because each reports an error of the disk only once
  try {
    fsync(file, () => {});
    return run();
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
