/** `npm run test:site`: every page of the site is readable, the playground draws what the package draws, the benchmark runs. */

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { program } from '../../tools/command-line.mjs';
import { runNode } from '../../tools/process.mjs';
import { inChromium } from '../support/chromium.js';
import { faultsOf, overflowOf } from './appearance.js';
import { checkBenchmark } from './benchmark.js';
import { checkChannels, checkFrameworks, checkMasks, checkMessages, checkNextDraw, checkSlice } from './playground.js';

const outDir = fileURLToPath(new URL('../../build/site', import.meta.url));

const PAGES = ['', 'overview.html', 'guide.html', 'replay.html', 'playground.html', 'benchmark.html'];
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

/** A page that may neither log an error nor ask other hosts. */
async function open(browser: Browser, url: string, options: Parameters<Browser['newPage']>[0]): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(20_000);
  const fail = (text: string) => {
    console.log(`failed: ${page.url()}: ${text}`);
    process.exitCode = 1;
  };
  page.on('pageerror', (error) => fail(String(error)));
  page.on('console', (message) => message.type() === 'error' && fail(message.text()));
  page.on(
    'request',
    (request) => /^(data:|blob:)/.test(request.url()) || request.url().startsWith(url) || fail(request.url()),
  );
  return page;
}

async function checkAppearance(browser: Browser, url: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open(browser, url, { colorScheme, viewport: DESKTOP });
    for (const path of PAGES) {
      const where = `${path || 'home'}, ${colorScheme}`;
      await page.setViewportSize(DESKTOP);
      await page.goto(url + path, { waitUntil: 'networkidle' });
      assert.deepEqual(await faultsOf(page), [], where);
      await page.setViewportSize(PHONE);
      assert.equal(await overflowOf(page), 0, `${where}: pixels beside a screen of ${PHONE.width}`);
    }
    await page.close();
  }
}

const CHECKS = {
  'playground.html': [checkMasks, checkNextDraw, checkChannels, checkMessages, checkSlice, checkFrameworks],
  'benchmark.html': [checkBenchmark],
};

async function checkUse(browser: Browser, url: string): Promise<void> {
  for (const [path, checks] of Object.entries(CHECKS)) {
    const page = await open(browser, url, { viewport: DESKTOP });
    await page.goto(url + path);
    for (const check of checks) await check(page);
    await page.close();
  }
}

program(async () => {
  runNode('--import', 'tsx', 'site/build.ts');
  await inChromium(outDir, async (browser, url) => {
    await checkUse(browser, url);
    await checkAppearance(browser, url);
  });
  console.log(`${PAGES.length} pages, the playground and the benchmark: ${process.exitCode ? 'see above' : 'passed'}`);
});
