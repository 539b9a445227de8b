/** The Chromium in which pages are tested. */

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { preview } from 'vite';

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';

/** Pages get SharedArrayBuffer only with these headers. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Serves a folder, and opens a browser.
 * @throws {Error} if there is no Chromium.
 */
export async function inChromium<T>(folder: string, run: (browser: Browser, url: string) => Promise<T>): Promise<T> {
  if (!existsSync(executablePath)) {
    throw new Error(`No Chromium at ${executablePath}: apt-get install chromium, or set CHROMIUM to its path.`);
  }
  const server = await preview({
    configFile: false,
    logLevel: 'warn',
    appType: 'mpa',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0, headers },
  });
  try {
    const browser = await chromium.launch({ executablePath, args: ['--disable-gpu', '--disable-quic'] });
    try {
      return await run(browser, server.resolvedUrls?.local[0] ?? '');
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
