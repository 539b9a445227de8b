/** `npm run docs`: builds the site, or serves it while its pages are written. */

import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createServer } from 'vitepress';
import { program, readOptions } from '../tools/command-line.mjs';
import { commandOf } from '../tools/commands.mjs';
import { runNode } from '../tools/process.mjs';

const { serve } = readOptions(commandOf('docs'));
const site = fileURLToPath(new URL('.', import.meta.url));

// The reference of all names, site/reference/. Fails if a public name has no comment.
runNode('node_modules/typedoc/bin/typedoc', '--options', 'site/typedoc.json');

program(async () => {
  if (serve) {
    const server = await createServer(site);
    await server.listen();
    server.printUrls();
  } else {
    await build(site);
    console.log(`the site is in ${relative('.', `${site}../build/site`)}; npm run docs -- --serve shows it`);
  }
});
