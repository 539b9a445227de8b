/** Bundles the page as a user would: it imports the built package by its name, and is built for production. */

import { isBuiltin } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

export const root = fileURLToPath(new URL('.', import.meta.url));
export const outDir = fileURLToPath(new URL('../../build/browser/', import.meta.url));

/** Names that only Node.js has: a page contains none of them, not even as text. */
const nodeOnly = /node:|getBuiltinModule|build\/Release|prebuilds/;

/** Without this, Vite would replace modules of Node.js by empty ones without an error. */
const noNode: Plugin = {
  name: 'no-node',
  enforce: 'pre',
  resolveId(source, importer = '') {
    if (isBuiltin(source)) this.error(`${relative(process.cwd(), importer)} imports ${source}: browsers have none`);
  },
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.fileName.endsWith('.node')) this.error(`${file.fileName} is in the page: browsers load no addons`);
      const found = file.type === 'chunk' && nodeOnly.exec(file.code);
      if (found) this.error(`${file.fileName} has '${found[0]}' in it: browsers have none`);
    }
  },
};

export async function bundle(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
    plugins: [noNode],
  });
}
