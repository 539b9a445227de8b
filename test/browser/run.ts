/** `npm run test:browser`: the built package, bundled by Vite, passes the conformance checks in Chromium. */

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { bundle, outDir, root } from './bundle.js';
import type { Report } from './page.js';

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';

/** Pages get SharedArrayBuffer only with these headers. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Opens the page at `url` and runs its checks. */
async function check(url: string): Promise<Report> {
  const browser = await chromium.launch({ executablePath, args: ['--disable-gpu', '--disable-quic'] });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.log(`the page: ${error}`));
    await page.goto(url);
    return await page.evaluate(() => runChecks());
  } finally {
    await browser.close();
  }
}

async function run(): Promise<void> {
  await bundle();
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers },
  });
  try {
    const [url] = server.resolvedUrls?.local ?? [];
    const { engine, passed, failures } = await check(url);
    for (const failure of failures) console.log(`failed: ${failure}`);
    console.log(`engine: ${JSON.stringify(engine)}`);
    console.log(`${passed} passed, ${failures.length} failed`);
    process.exitCode = failures.length > 0 ? 1 : 0;
  } finally {
    await server.close();
  }
}

if (existsSync(executablePath)) {
  await run();
} else {
  console.error(`No Chromium at ${executablePath}: apt-get install chromium, or set CHROMIUM to its path.`);
  process.exitCode = 1;
}
