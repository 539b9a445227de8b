/** `npm run test:browser`: the built package, bundled by Vite, passes the conformance checks in Chromium. */

import { program } from '../../tools/command-line.mjs';
import { inChromium } from '../support/chromium.js';
import { bundle, outDir } from './bundle.js';

program(async () => {
  await bundle();
  const { engine, passed, failures } = await inChromium(outDir, async (browser, url) => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.log(`the page: ${error}`));
    await page.goto(url);
    return page.evaluate(() => runChecks());
  });
  for (const failure of failures) console.log(`failed: ${failure}`);
  console.log(`engine: ${JSON.stringify(engine)}`);
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
});
