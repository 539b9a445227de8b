/** The benchmark page measures and checks what it measures. */

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

export async function checkBenchmark(page: Page): Promise<void> {
  await page.getByLabel('elements').selectOption('65536');
  await page.getByLabel('load TensorFlow.js too').check();
  await page.getByRole('button', { name: 'Measure' }).click();
  await page.locator('.bars table').waitFor();
  const status = await page.getByRole('status').last().innerText();
  assert.match(
    status,
    /^65,536 random floats, p = 0\.1: medians of \d+ rounds in turn; outputs checked, wasm and js equal\.$/,
  );
  const names = await page.locator('.bars tbody th').allInnerTexts();
  assert.deepEqual(names, [
    'native-dropout, wasm',
    'native-dropout, js',
    'a loop with Math.random()',
    'tf.dropout, cpu backend',
  ]);
  for (const time of await page.locator('.bars tbody td:first-of-type').allInnerTexts())
    assert.match(time, /^[\d.,]+ [µm]?s ±/);
}
