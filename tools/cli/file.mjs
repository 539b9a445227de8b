import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Opens the file of an option for writing, before any work is done for it. */
export function openFile(option, file) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'w');
  } catch (error) {
    throw new Error(`--${option}: cannot write ${file} (${error.code})`);
  }
}
