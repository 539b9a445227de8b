/** `npm run docs`: builds the site, or serves it while its pages are written. */

import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createServer } from 'vitepress';
import { program, readOptions } from '../tools/command-line.mjs';
import { commandOf } from '../tools/commands.mjs';

const { serve } = readOptions(commandOf('docs'));
const site = fileURLToPath(new URL('.', import.meta.url));

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
